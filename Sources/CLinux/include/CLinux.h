#pragma once

// What Swift's Glibc module lacks. No logic: each function is one call or one macro.
// INVARIANT: no _GNU_SOURCE here, it clashes with SwiftGlibc; it stands in CLinux.c.

#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>

// accept4(2) with SOCK_NONBLOCK and SOCK_CLOEXEC; `address` is a sockaddr_storage.
int clinux_accept(int listener, void *address, uint32_t *size);

// epoll_create1(2) with EPOLL_CLOEXEC.
int clinux_epoll_create(void);

// epoll_ctl(2) with a 64-bit tag, which epoll_wait gives back.
int clinux_epoll_control(int epoll, int operation, int descriptor, uint32_t events, uint64_t tag);

// eventfd(2) with EFD_NONBLOCK and EFD_CLOEXEC.
int clinux_eventfd(void);

// Names the calling thread for ps, top and perf: at most 15 octets.
int clinux_name_thread(const char *name);

static inline uint64_t clinux_event_tag(const struct epoll_event *event) { return event->data.u64; }

static const uint32_t clinux_epoll_in = EPOLLIN;
static const uint32_t clinux_epoll_out = EPOLLOUT;
static const uint32_t clinux_epoll_error = EPOLLERR;
static const uint32_t clinux_epoll_hang_up = EPOLLHUP;
static const uint32_t clinux_epoll_exclusive = EPOLLEXCLUSIVE;
