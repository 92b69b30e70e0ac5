import CEL

/// The facts of one request to refund 42.50 to a gold customer.
struct Facts {
    let values: [(name: String, type: CELType, value: Value)] = [
        ("actor.role", .string, .string("agent")),
        ("amount", .double, .double(42.5)),
        ("customer.tier", .string, .string("gold")),
        ("customer.region", .string, .string("DE")),
        ("currency", .string, .string("EUR")),
        ("reason", .string, .string("goodwill")),
        ("context.fraud_score", .double, .double(0.12)),
        ("context.prior_refunds_30d", .int, .int(0)),
        ("context.order_age_days", .int, .int(12)),
    ]
}

/// Ten rules of a refund policy, as `Benchmarks/cel_engines.py` gives them to other engines.
struct TenConditions {
    static let sources = [
        "actor.role == 'agent' && amount <= 50.0 && customer.tier in ['gold', 'platinum']",
        "actor.role == 'agent' && amount <= 20.0",
        "actor.role == 'supervisor' && amount <= 250.0",
        "actor.role == 'manager' && amount <= 1000.0",
        "context.fraud_score >= 0.8",
        "context.prior_refunds_30d >= 3 && actor.role != 'manager'",
        "amount > 100.0 && customer.tier == 'bronze'",
        "customer.region in ['US', 'CA'] && currency != 'USD'",
        "context.order_age_days > 90 && actor.role == 'agent'",
        "reason in ['goodwill', 'other'] && amount > 10.0",
    ]

    private let environment: Environment
    private let programs: [Program]
    private let activation: Activation

    init(_ facts: Facts) throws {
        var environment = Environment()
        for fact in facts.values { environment.declare(variable: fact.name, fact.type) }
        var activation = Activation(slotCount: environment.slotCount)
        for (slot, fact) in facts.values.enumerated() { activation[slot] = fact.value }
        var programs: [Program] = []
        for source in Self.sources {
            programs.append(try environment.compile(source, expecting: .bool))
        }
        self.environment = environment
        self.programs = programs
        self.activation = activation
        precondition(evaluate() == 2, "two of the ten rules hold")
    }

    /// Evaluates all ten; returns how many hold.
    func evaluate() -> Int {
        count(programs, activation)
    }

    /// Parses, checks and compiles the first.
    func compileOne() -> Int {
        (try? environment.compile(Self.sources[0], expecting: .bool))?.variables.count ?? 0
    }
}

/// The same rules over money, a type of the host's, with limits read from their digits.
struct MoneyConditions {
    private static let money = HostType(id: HostTypeID(1), name: "money") { "\($0.high) cents" }
    private static let decimal = HostType(
        id: HostTypeID(2),
        name: "decimal",
        literal: { text in
            Double(text).map { HostValue(type: HostTypeID(2), high: Int64($0 * 100)) }
        },
        describe: { "\($0.high)/100" }
    )

    private let programs: [Program]
    private let activation: Activation

    init(_ facts: Facts) throws {
        var environment = Environment()
        environment.declare(type: Self.money)
        environment.declare(type: Self.decimal)
        for (name, test) in Self.comparisons {
            environment.declare(
                function: name,
                Overload(
                    "\(name)_money_decimal",
                    [Self.money.type, Self.decimal.type],
                    returns: .bool,
                    .binary { left, right throws(EvaluationError) in
                        guard case .host(let left) = left, case .host(let right) = right else {
                            throw EvaluationError(.noSuchOverload, name)
                        }
                        return .bool(test(left.high, right.high))
                    }
                )
            )
        }
        for fact in facts.values {
            let isMoney = fact.name == "amount"
            environment.declare(variable: fact.name, isMoney ? Self.money.type : fact.type)
        }
        var activation = Activation(slotCount: environment.slotCount)
        for (slot, fact) in facts.values.enumerated() {
            let isMoney = fact.name == "amount"
            activation[slot] =
                isMoney ? .host(HostValue(type: Self.money.id, high: 4250)) : fact.value
        }
        var programs: [Program] = []
        for source in TenConditions.sources {
            programs.append(try environment.compile(source, expecting: .bool))
        }
        self.programs = programs
        self.activation = activation
        precondition(evaluate() == 2, "two of the ten rules hold")
    }

    private static let comparisons: [(String, @Sendable (Int64, Int64) -> Bool)] = [
        ("_<=_", { $0 <= $1 }), ("_>_", { $0 > $1 }),
    ]

    func evaluate() -> Int {
        count(programs, activation)
    }
}

private func count(_ programs: [Program], _ activation: borrowing Activation) -> Int {
    var holding = 0
    for program in programs {
        if case .value(.bool(true)) = program.evaluate(activation) { holding += 1 }
    }
    return holding
}
