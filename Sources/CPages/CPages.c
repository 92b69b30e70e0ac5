#include "CPages.h"

// #embed is C23; the compiler has it in every mode, and warns of it in older ones.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char openapi[] = {
#embed "openapi.json"
};
static const unsigned char docs_html[] = {
#embed "docs.html"
};
static const unsigned char docs_css[] = {
#embed "docs.css"
};
static const unsigned char docs_js[] = {
#embed "docs.js"
};

const cpages_file cpages_openapi = {openapi, sizeof openapi};
const cpages_file cpages_docs_html = {docs_html, sizeof docs_html};
const cpages_file cpages_docs_css = {docs_css, sizeof docs_css};
const cpages_file cpages_docs_js = {docs_js, sizeof docs_js};
