#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

/// How often memory was asked for since the process began, by all threads.
unsigned long allocation_count(void);

#endif
