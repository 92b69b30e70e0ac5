import HTTPWire
import Ledger
import PolicyBook

extension ServiceHandler {
    /// `GET /metrics`: what has been counted, in the form that `Accept` prefers.
    func metrics(_ request: borrowing Request, _ reply: inout Reply) {
        let accept = request.string(.accept) ?? ""
        var page = Exposition(isOpenMetrics: accept.contains("application/openmetrics-text"))
        page.writeRequests(service.metrics)
        page.writeDecisions(service.metrics)
        page.writeFeedback(service.metrics)
        page.writeBook(served, service.books)
        page.writeStore(service.ledger)
        page.writeServer(service.state.figures())
        page.end()
        let content = page.bytes
        reply.send(
            status: 200,
            contentType: page.contentType,
            fields: [.init(.cacheControl, "no-store"), .init(.vary, "Accept")]
        ) { $0.append(contentsOf: content) }
    }
}

extension Exposition {
    fileprivate mutating func writeRequests(_ metrics: ServiceMetrics) {
        let rows = metrics.routeFigures()
        begin("leeway_requests", .counter, "Answers by route and status.")
        for row in rows {
            for (status, answers) in row.statuses where answers > 0 {
                count([("method", row.method), ("route", row.path), ("status", status)], answers)
            }
        }
        begin(
            "leeway_request_duration_seconds",
            .histogram,
            "From a request read whole to its answer written."
        )
        for row in rows where row.total > 0 {
            let labels: [Label] = [("method", row.method), ("route", row.path)]
            for (bound, count) in row.buckets {
                sample(labels + [("le", bound)], count, suffix: "_bucket")
            }
            sample(labels, row.total, suffix: "_count")
            sample(labels, row.seconds, suffix: "_sum")
        }
    }

    fileprivate mutating func writeDecisions(_ metrics: ServiceMetrics) {
        begin("leeway_decisions", .counter, "Decisions by outcome.")
        for (outcome, decisions) in metrics.decisions() {
            count([("outcome", outcome)], decisions)
        }
    }

    fileprivate mutating func writeFeedback(_ metrics: ServiceMetrics) {
        begin("leeway_feedback", .counter, "Feedback recorded, by kind.")
        for (kind, records) in metrics.feedback.all {
            count([("kind", kind)], records)
        }
    }

    fileprivate mutating func writeBook(_ served: ServedBook, _ books: BookInForce) {
        begin("leeway_build_info", .gauge, "The release, as a label.")
        sample([("version", Release.version)], 1)
        begin("leeway_book_info", .gauge, "The digest of the book in force, as a label.")
        sample([("digest", served.book.digest)], 1)
        gauge(
            "leeway_book_policies",
            "Policies of the book in force.",
            Double(served.book.policies.count)
        )
        gauge(
            "leeway_book_loaded_timestamp_seconds",
            "When the book in force was read.",
            Double(served.loadedAt.seconds)
        )
        gauge(
            "leeway_book_last_attempt_success",
            "Whether the files read last are in force: 1 or 0.",
            books.lastAttempt.refusal == nil ? 1 : 0
        )
        begin("leeway_book_attempts", .counter, "How often the files were read, by outcome.")
        let counts = books.attemptCounts
        for (outcome, attempts) in [
            ("replaced", counts.replaced), ("unchanged", counts.unchanged),
            ("refused", counts.refused),
        ] {
            count([("outcome", outcome)], Double(attempts))
        }
    }

    fileprivate mutating func writeStore(_ ledger: any LedgerStore) {
        let figures = ledger.figures
        gauge(
            "leeway_store_up",
            "Whether the store can be written: 1 or 0.",
            ledger.isAvailable ? 1 : 0
        )
        counter("leeway_store_commits", "Transactions on the disk.", Double(figures.commits))
        counter("leeway_store_records", "Requests to record in them.", Double(figures.records))
        counter("leeway_store_failures", "Transactions that failed.", Double(figures.failures))
        counter(
            "leeway_store_commit_seconds",
            "How long they took, syncing included.",
            figures.commitSeconds
        )
        gauge("leeway_store_waiting", "Records that wait to be written.", Double(figures.waiting))
    }

    fileprivate mutating func writeServer(_ figures: ServerFigures) {
        gauge("leeway_connections", "Connections that are open.", Double(figures.connections))
        begin("leeway_loop_busy_seconds", .counter, "How long each loop worked and did not wait.")
        for (loop, seconds) in figures.loopBusySeconds.enumerated() {
            count([("loop", "\(loop)")], seconds)
        }
        counter(
            "leeway_log_lost_lines",
            "Lines that the log had no room for.",
            Double(figures.lostLogLines)
        )
        guard let process = figures.process else { return }
        counter("process_cpu_seconds", "User and system time.", process.cpuSeconds)
        gauge("process_resident_memory_bytes", "Resident memory.", Double(process.residentBytes))
        gauge("process_virtual_memory_bytes", "Virtual memory.", Double(process.virtualBytes))
        gauge("process_open_fds", "Open descriptors.", Double(process.openDescriptors))
        gauge("process_max_fds", "As many may be open.", Double(process.maxDescriptors))
        gauge("process_start_time_seconds", "When it started.", process.startedAtSeconds)
    }
}
