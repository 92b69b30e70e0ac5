// Shows openapi.json as a page. Every text goes in as text: no markup is ever made from strings.

const byId = (id) => document.getElementById(id);
let description;

// ---- Elements -------------------------------------------------------------------------------------

/** An element with attributes and children; strings become text. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== ""));
  return element;
}

/** A description: what stands between backticks is code. */
function prose(text = "") {
  return text.split("`").map((part, index) => (index % 2 ? make("code", {}, part) : part));
}

const pretty = (value) => JSON.stringify(value, null, 2);
const block = (text, attributes = {}) =>
  make("pre", { tabindex: 0, ...attributes }, make("code", {}, text));

let counter = 0;
/** A label and its control, bound to one another. */
function field(label, control, note) {
  const id = `field-${(counter += 1)}`;
  control.id = id;
  if (note) control.setAttribute("aria-describedby", `${id}-note`);
  return make("div", { class: "field" }, make("label", { for: id }, label), control,
    note && make("span", { class: "note", id: `${id}-note` }, prose(note)));
}

// ---- The description ------------------------------------------------------------------------------

function resolved(node) {
  if (!node?.$ref?.startsWith("#/")) return node ?? {};
  const tokens = node.$ref.slice(2).split("/").map((t) => t.replaceAll("~1", "/").replaceAll("~0", "~"));
  return resolved(tokens.reduce((found, token) => found[token], description));
}

function operations() {
  return Object.entries(description.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      method: method.toUpperCase(), path, ...operation,
      parameters: (operation.parameters ?? []).map(resolved),
    })));
}

/** The scope that an operation needs; undefined where it needs none. */
function scopeOf(operation) {
  if (operation.security.some((way) => Object.keys(way).length === 0)) return undefined;
  return Object.values(operation.security[0]).flat()[0];
}

const jsonBody = (operation) => operation.requestBody?.content["application/json"];

// ---- Schemas --------------------------------------------------------------------------------------

/** The type in one line, references as links. */
function typeOf(schema) {
  if (schema.$ref) {
    const name = schema.$ref.split("/").pop();
    return [make("a", { href: `#schema-${name}` }, name)];
  }
  const parts = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (parts && !schema.properties) {
    const joint = schema.allOf ? " and " : " or ";
    return parts.flatMap((part, index) => [index ? joint : "", ...typeOf(part)]);
  }
  if (schema.const !== undefined) return [make("code", {}, JSON.stringify(schema.const))];
  if (schema.enum) {
    return schema.enum.flatMap((word, index) => [index ? ", " : "", make("code", {}, JSON.stringify(word))]);
  }
  if (schema.type === "array") return ["list of ", ...typeOf(schema.items ?? {})];
  const names = [schema.type ?? "anything"].flat().join(" or ");
  return [names, schema.format ? ` (${schema.format})` : ""];
}

function limitsOf(schema) {
  const names = ["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "maxProperties", "default", "pattern"];
  return names.filter((name) => schema[name] !== undefined)
    .map((name) => make("div", {}, `${name} `, make("code", {}, String(schema[name]))));
}

/** The members of an object, one a row; members of members are nested. */
function schemaView(schema) {
  const rows = Object.entries(schema.properties ?? {}).map(([name, member]) =>
    make("tr", {},
      make("th", { scope: "row" }, name,
        schema.required?.includes(name) && make("span", { class: "needed" }, "required")),
      make("td", {}, make("span", { class: "type" }, typeOf(member)),
        make("div", {}, prose(member.description)), limitsOf(member), nested(member))));
  const whole = make("div", {}, make("p", {}, prose(schema.description)));
  if (rows.length) {
    whole.append(make("table", {},
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Member"), make("th", { scope: "col" }, "What it is"))),
      make("tbody", {}, rows)));
  } else {
    whole.append(make("p", { class: "type" }, typeOf(schema)), ...limitsOf(schema));
  }
  for (const part of schema.allOf ?? []) if (part.properties) whole.append(schemaView(part));
  return whole;
}

function nested(member) {
  const inner = member.items ?? member;
  return inner.properties && make("div", { class: "nested" }, schemaView(inner));
}

// ---- Code -----------------------------------------------------------------------------------------

const SAMPLES = { curl: curlSample, JavaScript: javaScriptSample, Python: pythonSample, Swift: swiftSample };
const quote = (text) => JSON.stringify(text);
const shell = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

function curlSample({ method, url, headers, body, needsKey }) {
  const lines = [`curl ${method === "GET" || body ? "" : `-X ${method} `}${shell(url)}`];
  if (needsKey) lines.push(`-H "Authorization: Bearer $LEEWAY_KEY"`);
  for (const [name, value] of headers) lines.push(`-H ${shell(`${name}: ${value}`)}`);
  if (body) lines.push(`--data-raw ${shell(body)}`);
  return lines.join(" \\\n  ");
}

function javaScriptSample({ method, url, headers, body, needsKey }) {
  const fields = headers.map(([name, value]) => `    ${quote(name)}: ${quote(value)},`);
  if (needsKey) fields.unshift("    Authorization: `Bearer ${process.env.LEEWAY_KEY}`,");
  return [
    `const response = await fetch(${quote(url)}, {`,
    `  method: ${quote(method)},`,
    ...(fields.length ? ["  headers: {", ...fields, "  },"] : []),
    ...(body ? [`  body: JSON.stringify(${body.replaceAll("\n", "\n  ")}),`] : []),
    "});",
    "console.log(response.status, await response.text());",
  ].join("\n");
}

function pythonSample({ method, url, headers, body, needsKey }) {
  const fields = headers.map(([name, value]) => `        ${quote(name)}: ${quote(value)},`);
  if (needsKey) fields.unshift(`        "Authorization": "Bearer " + os.environ["LEEWAY_KEY"],`);
  return [
    ...(needsKey ? ["import os"] : []),
    "import urllib.request", "",
    "request = urllib.request.Request(",
    `    ${quote(url)},`,
    `    method=${quote(method)},`,
    ...(fields.length ? ["    headers={", ...fields, "    },"] : []),
    ...(body ? [`    data=r'''${body}'''.encode(),`] : []),
    ")",
    "with urllib.request.urlopen(request) as response:",
    "    print(response.status, response.read().decode())",
  ].join("\n");
}

function swiftSample({ method, url, headers, body, needsKey }) {
  const key = `"Bearer \\(ProcessInfo.processInfo.environment["LEEWAY_KEY"] ?? "")"`;
  const all = headers.map(([name, value]) => [name, quote(value)]);
  if (needsKey) all.unshift(["Authorization", key]);
  return [
    "import Foundation", "#if canImport(FoundationNetworking)", "import FoundationNetworking", "#endif", "",
    `var request = URLRequest(url: URL(string: ${quote(url)})!)`,
    `request.httpMethod = ${quote(method)}`,
    ...all.map(([name, value]) => `request.setValue(${value}, forHTTPHeaderField: ${quote(name)})`),
    ...(body ? [`request.httpBody = Data(#"""\n${body}\n"""#.utf8)`] : []),
    "let (data, response) = try await URLSession.shared.data(for: request)",
    "print((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self))",
  ].join("\n");
}

/** Tabs with a sample each; arrow keys move between them (WAI-ARIA tabs pattern). */
function sampleTabs(operation, current) {
  const panel = make("pre", { role: "tabpanel", tabindex: 0, id: `code-${operation.operationId}` }, make("code"));
  const code = panel.firstChild;
  let chosen = "curl";
  const tabs = Object.keys(SAMPLES).map((name) => make("button", {
    type: "button", role: "tab", id: `tab-${operation.operationId}-${name}`,
    "aria-controls": panel.id, onclick: () => choose(name), onkeydown: move,
  }, name));
  function choose(name) {
    chosen = name;
    for (const tab of tabs) {
      const isChosen = tab.textContent === name;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      if (isChosen) panel.setAttribute("aria-labelledby", tab.id);
    }
    update();
  }
  function move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length];
    next.focus();
    choose(next.textContent);
  }
  function update() { code.textContent = SAMPLES[chosen](current()); }
  choose(chosen);
  const copy = make("button", {
    type: "button", class: "copy", onclick: async (event) => {
      await navigator.clipboard?.writeText(code.textContent);
      event.target.textContent = "Copied";
    },
  }, "Copy");
  return {
    view: make("div", {}, make("h4", {}, "Code"),
      make("div", { role: "tablist", "aria-label": "Language of the sample" }, tabs),
      make("div", { class: "samples" }, panel, copy)),
    update,
  };
}

// ---- Trying ---------------------------------------------------------------------------------------

/** The form of an operation, and what it stands for at the moment. */
function tryOut(operation) {
  const inputs = operation.parameters.map((parameter) => {
    const choices = resolved(parameter.schema).enum;
    const control = choices
      ? make("select", {}, ["", ...choices].map((choice) => make("option", { value: choice }, choice)))
      : make("input", { type: "text", autocomplete: "off", spellcheck: "false" });
    if (parameter.in === "path") control.required = true;
    if (parameter.example !== undefined) control.value = parameter.example;
    return { parameter, control };
  });
  const body = jsonBody(operation);
  const area = body && make("textarea", { rows: 10, spellcheck: "false" });
  const names = Object.keys(body?.examples ?? {});
  const examples = body && make("select", { onchange: () => { fill(); changed(); } },
    names.map((name) => make("option", { value: name }, body.examples[name].summary ?? name)));
  function fill() { if (names.length) area.value = pretty(body.examples[examples.value].value); }
  if (body) fill();

  function current() {
    const filled = (place) => inputs.filter(({ parameter, control }) => parameter.in === place && control.value !== "");
    let path = operation.path;
    for (const { parameter, control } of filled("path")) {
      path = path.replace(`{${parameter.name}}`, encodeURIComponent(control.value));
    }
    const url = new URL(path.slice(1), new URL("./", location.href));
    for (const { parameter, control } of filled("query")) url.searchParams.append(parameter.name, control.value);
    const headers = filled("header").map(({ parameter, control }) => [parameter.name, control.value]);
    if (area) headers.push(["Content-Type", "application/json"]);
    return { method: operation.method, url: url.href, headers, body: area?.value, needsKey: scopeOf(operation) !== undefined || byId("key").value !== "" };
  }

  const output = make("div", { role: "status", class: "answer" });
  const samples = sampleTabs(operation, current);
  const changed = () => samples.update();
  const form = make("form", { "aria-label": `Try ${operation.method} ${operation.path}`, oninput: changed, onsubmit: (event) => {
    event.preventDefault();
    send(current(), output);
  } },
    make("div", { class: "inputs" }, inputs.map(({ parameter, control }) => field(parameter.name, control))),
    body && names.length > 1 && field("Example", examples),
    body && field("Content", area),
    make("div", { class: "actions" }, make("button", { class: "send" }, "Send")));
  byId("key").addEventListener("input", changed);
  return make("div", {}, make("h4", {}, "Try it"), form, output, samples.view);
}

async function send(request, output) {
  output.replaceChildren("Sending…");
  const key = byId("key").value.trim();
  const headers = new Headers(request.headers);
  if (key) headers.set("Authorization", `Bearer ${key}`);
  const begun = performance.now();
  try {
    const response = await fetch(request.url, {
      method: request.method, headers, body: request.body, credentials: "omit", cache: "no-store",
    });
    const text = await response.text();
    const time = Math.round(performance.now() - begun);
    const isJSON = /[/+]json\b/.test(response.headers.get("content-type") ?? "");
    output.replaceChildren(
      make("p", {}, make("span", { class: `status ${response.ok ? "good" : "bad"}` }, `${response.status} ${response.statusText}`), ` in ${time} ms`),
      block([...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n"), { "aria-label": "Fields of the answer" }),
      block(isJSON ? pretty(JSON.parse(text)) : text, { "aria-label": "Content of the answer" }));
  } catch (error) {
    output.replaceChildren(make("p", { class: "status bad" }, `No answer: ${error.message}`));
  }
}

// ---- The page -------------------------------------------------------------------------------------

function parametersView(operation) {
  if (!operation.parameters.length) return undefined;
  return make("div", {}, make("h4", {}, "Parameters"), make("table", {},
    make("thead", {}, make("tr", {}, ["Name", "In", "What it is"].map((name) => make("th", { scope: "col" }, name)))),
    make("tbody", {}, operation.parameters.map((parameter) => make("tr", {},
      make("th", { scope: "row" }, parameter.name, parameter.required && make("span", { class: "needed" }, "required")),
      make("td", {}, parameter.in),
      make("td", {}, make("span", { class: "type" }, typeOf(parameter.schema)), make("div", {}, prose(parameter.description)),
        limitsOf(parameter.schema)))))));
}

function responsesView(operation) {
  const rows = Object.entries(operation.responses).map(([status, node]) => {
    const response = resolved(node);
    const content = Object.entries(response.content ?? {}).map(([type, media]) => make("div", {},
      make("code", {}, type), " ", media.schema && make("span", { class: "type" }, typeOf(media.schema)),
      Object.entries(media.examples ?? {}).map(([name, example]) => make("details", {},
        make("summary", {}, `Example: ${name.replaceAll("_", " ")}`), block(pretty(example.value))))));
    const fields = Object.keys(response.headers ?? {}).join(", ");
    return make("tr", {}, make("th", { scope: "row" }, status),
      make("td", {}, prose(response.description), content, fields && make("div", { class: "note" }, `Fields: ${fields}`)));
  });
  return make("div", {}, make("h4", {}, "Answers"), make("table", {},
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Status"), make("th", { scope: "col" }, "What it says"))),
    make("tbody", {}, rows)));
}

/** A card that is filled when it is first opened. */
function card(id, heading, fill) {
  const details = make("details", { class: "card", id, ontoggle: () => {
    if (details.open && details.children.length === 1) details.append(make("div", {}, fill()));
  } }, make("summary", {}, make("h3", {}, heading)));
  return details;
}

function operationCard(operation) {
  const scope = scopeOf(operation) ?? "public";
  return card(operation.operationId, [
    make("span", { class: `method ${operation.method.toLowerCase()}` }, operation.method),
    make("span", { class: "path" }, operation.path),
    make("span", { class: "summary" }, operation.summary),
    make("span", { class: "scope" }, scope),
  ], () => [
    make("p", {}, prose(operation.description)),
    tryOut(operation),
    parametersView(operation),
    jsonBody(operation) && make("div", {}, make("h4", {}, "Content"), make("p", { class: "type" }, typeOf(jsonBody(operation).schema)),
      schemaView(resolved(jsonBody(operation).schema))),
    responsesView(operation),
  ]);
}

/** What a search looks through. */
function words(operation) {
  return [operation.method, operation.path, operation.summary, operation.description, operation.operationId,
    ...operation.tags, scopeOf(operation) ?? "public", ...operation.parameters.map((parameter) => parameter.name),
    ...Object.keys(resolved(jsonBody(operation)?.schema).properties ?? {})].join(" ").toLowerCase();
}

function show() {
  byId("release").textContent = description.info.version;
  byId("tagline").textContent = description.info.summary;
  const all = operations();
  const entries = [];
  const menu = make("div", {});
  const content = [make("p", {}, prose(description.info.description))];
  for (const tag of description.tags) {
    const list = make("ul", {});
    const title = make("h2", {}, tag.name);
    const section = make("section", {}, make("h2", {}, tag.name), make("p", {}, tag.description));
    for (const operation of all.filter((each) => each.tags.includes(tag.name))) {
      const shown = operationCard(operation);
      const link = make("li", {}, make("a", { href: `#${operation.operationId}` },
        make("span", { class: `method ${operation.method.toLowerCase()}` }, operation.method), operation.summary));
      section.append(shown);
      list.append(link);
      entries.push({ words: words(operation), parts: [shown, link] });
    }
    menu.append(title, list);
    content.push(section);
    entries.push({ group: [section, title], list });
  }
  content.push(make("section", {}, make("h2", {}, "Schemas"), make("p", {}, "Of contents, and of a policy book's files."),
    Object.entries(description.components.schemas).map(([name, schema]) =>
      card(`schema-${name}`, [make("span", { class: "path" }, name), make("span", { class: "summary" }, prose(schema.description ?? schema.title))],
        () => schemaView(schema)))));
  byId("menu").replaceChildren(menu);
  byId("content").replaceChildren(...content);
  return entries;
}

function search(entries) {
  const wanted = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const entry of entries.filter((each) => each.parts)) {
    const fits = wanted.every((word) => entry.words.includes(word));
    for (const part of entry.parts) part.hidden = !fits;
    if (fits) count += 1;
  }
  for (const { group, list } of entries.filter((each) => each.group)) {
    for (const part of group) part.hidden = [...list.children].every((item) => item.hidden);
  }
  byId("found").textContent = wanted.length ? `${count} operation${count === 1 ? "" : "s"}` : "";
}

/** Opens what the address names. */
function openTarget() {
  // As it stands: every id is ASCII, and a malformed escape must not take the page away.
  const target = byId(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) {
    target.hidden = false;
    target.open = true;
    target.scrollIntoView();
    target.querySelector("summary").focus({ preventScroll: true });
  }
}

try {
  const response = await fetch("openapi.json", { credentials: "omit" });
  description = await response.json();
  const entries = show();
  byId("search").addEventListener("input", () => search(entries));
  addEventListener("hashchange", openTarget);
  addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select");
    if (event.key !== "/" || isTyping) return;
    event.preventDefault();
    byId("search").focus();
  });
  openTarget();
} catch (error) {
  byId("content").replaceChildren(make("p", { class: "status bad" }, `The description cannot be shown: ${error.message}`));
}
