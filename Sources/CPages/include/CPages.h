#pragma once

// Files that the binary carries: SwiftPM's own resources would lie beside it. No logic here.

#include <stddef.h>

typedef struct {
    const unsigned char *start;
    size_t count;
} cpages_file;

extern const cpages_file cpages_openapi;
extern const cpages_file cpages_docs_html;
extern const cpages_file cpages_docs_css;
extern const cpages_file cpages_docs_js;
