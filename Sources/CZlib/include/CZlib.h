#pragma once

// zlib's deflateInit2 is a macro, which Swift does not import. No logic here.

#include <zlib.h>

// deflateInit2 for a gzip member (RFC 1952): 15 window bits, 16 more for the gzip wrapper.
static inline int czlib_deflate_init_gzip(z_streamp stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
