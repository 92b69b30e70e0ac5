"""Uses the page of the description in a real browser, as a person would."""
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
import urllib.parse

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

# Every control has a name, every heading its level, every id is one's own, and references lead somewhere.
FAULTS_OF_ACCESS = """
const faults = [];
const isShown = (element) => element.checkVisibility();
const name = (element) => element.getAttribute('aria-label') || element.labels?.[0]?.textContent
  || element.textContent.trim();
for (const element of document.querySelectorAll('input, select, textarea, button, a[href]'))
  if (isShown(element) && !name(element)) faults.push('no name: ' + element.outerHTML.slice(0, 120));
let level = 0;
for (const heading of document.querySelectorAll('main :is(h1, h2, h3, h4), header h1')) {
  if (!isShown(heading)) continue;
  const next = Number(heading.tagName[1]);
  if (next > level + 1) faults.push('a level is skipped: ' + heading.textContent);
  level = next;
}
const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push('twice: #' + id);
for (const attribute of ['for', 'aria-controls', 'aria-labelledby', 'aria-describedby'])
  for (const element of document.querySelectorAll(`[${attribute}]`))
    if (!document.getElementById(element.getAttribute(attribute)))
      faults.push(`${attribute} leads nowhere: ${element.outerHTML.slice(0, 120)}`);
for (const link of document.querySelectorAll('a[href^="#"]'))
  if (!document.getElementById(link.hash.slice(1))) faults.push('no such place: ' + link.hash);
if (!document.documentElement.lang) faults.push('no language');
if (document.querySelectorAll('main, nav, header').length !== 3) faults.push('landmarks are missing');
return faults;
"""

# WCAG 2.2 section 1.4.3: 4.5 to 1 for text.
FAINT_TEXT = """
const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
const rgb = (color) => {
  canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data];
};
const light = (color) => {
  const [r, g, b] = rgb(color).map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ground = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const color = getComputedStyle(at).backgroundColor;
    if (rgb(color)[3] === 255) return color;
  }
  return 'white';
};
const faint = new Set();
for (const element of document.querySelectorAll('body *')) {
  const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!hasText || !element.checkVisibility()) continue;
  const [one, other] = [light(getComputedStyle(element).color), light(ground(element))];
  const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  if (contrast < 4.5) faint.add(`${element.tagName}.${element.className}: ${contrast.toFixed(2)}`);
}
return [...faint];
"""


class Page:
    def __init__(self, service, scheme="light"):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage",
                         "--disable-background-networking", "--disable-component-update",
                         "--window-size=1400,1000", f"--blink-settings=preferredColorScheme={'0' if scheme == 'dark' else '1'}"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        driver = webdriver.ChromeService("/usr/bin/chromedriver")
        self.browser = webdriver.Chrome(options, driver)
        self.service = service
        self.browser.get(service.address + "/docs")
        self.wait(lambda: self.all("main section"))

    def wait(self, condition):
        return WebDriverWait(self.browser, 20, poll_frequency=0.05).until(lambda _: condition())

    def all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def shown(self, selector):
        return [element for element in self.all(selector) if element.is_displayed()]

    def open(self, operation):
        if not self.one(f"#{operation}").get_attribute("open"):
            self.one(f"#{operation} > summary").send_keys(Keys.ENTER)
        self.wait(lambda: self.all(f"#{operation} form"))

    def try_out(self, operation):
        """Sends the operation's form; the status line and the content of the answer."""
        self.open(operation)
        answer = f"#{operation} .answer"
        self.browser.execute_script(f"document.querySelector('{answer}').replaceChildren()")
        self.one(f"#{operation} button.send").send_keys(Keys.ENTER)
        self.wait(lambda: self.all(f"{answer} .status"))
        blocks = self.all(f"{answer} pre")
        return self.one(f"{answer} .status").text, blocks[-1].text if blocks else ""

    def sample(self, operation, language):
        tab = self.one(f"#tab-{operation}-{language}")
        self.browser.execute_script("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", tab)
        tab.click()
        return self.one(f"#code-{operation}").text


def searches(page):
    field = page.one("#search")
    page.one("body").send_keys("/")
    assert page.browser.switch_to.active_element == field, "`/` leads to the search"
    everything = len(page.shown("main section details.card"))
    field.send_keys("idempotency")
    assert [card.get_attribute("id") for card in page.shown("section:not(:last-child) details.card")] == ["feedback"]
    assert page.one("#found").text == "1 operation", page.one("#found").text
    assert len(page.shown("nav a")) == 1
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(Keys.BACKSPACE)
    assert len(page.shown("main section details.card")) == everything


def tries_a_public_route(page):
    status, content = page.try_out("policy")
    assert status.startswith("200"), status
    assert '"id": "returns.with-receipt"' in content and '"used": "nl"' in content, content


def tries_a_keyed_route(page):
    status, content = page.try_out("discretionCheck")
    assert status.startswith("401"), status
    page.one("#key").send_keys(page.service.key)
    status, content = page.try_out("discretionCheck")
    assert status.startswith("200") and '"outcome": "escalate"' in content, status + content


def keeps_the_key_in_memory_only(page):
    kept = page.browser.execute_script(
        "return JSON.stringify([localStorage, sessionStorage, document.cookie, location.href])")
    assert page.service.key not in kept
    assert page.service.key not in page.one("#code-discretionCheck").text
    page.browser.refresh()
    page.wait(lambda: page.all("main section"))
    assert page.one("#key").get_attribute("value") == ""


def shows_code_that_works(page):
    environment = {**os.environ, "LEEWAY_KEY": page.service.key}
    for operation, wanted in (("policy", "returns.with-receipt"), ("discretionCheck", "escalate")):
        page.open(operation)
        curl = page.sample(operation, "curl").replace("curl ", "curl -s ", 1)
        python = page.sample(operation, "Python")
        for command in (["bash", "-c", curl], [sys.executable, "-c", python]):
            run = subprocess.run(command, env=environment, capture_output=True, text=True)
            assert wanted in run.stdout, f"{shlex.join(command)}\n{run.stdout}{run.stderr}"
        script = page.sample(operation, "JavaScript")
        script = script.replace("process.env.LEEWAY_KEY", f"'{page.service.key}'")
        script = script.replace("console.log(response.status, await response.text())", "return response.text()")
        found = page.browser.execute_script(f"return (async () => {{ {script} }})()")
        assert wanted in found, f"{script}\n{found}"
        with tempfile.TemporaryDirectory() as folder:
            source = f"{folder}/main.swift"
            with open(source, "w", encoding="utf-8") as file:
                file.write(page.sample(operation, "Swift"))
            run = subprocess.run(["swiftc", "-typecheck", source], capture_output=True, text=True)
            assert run.returncode == 0, run.stderr


def moves_between_samples_by_arrow_keys(page):
    page.open("policy")
    page.sample("policy", "curl")
    page.one("#tab-policy-curl").send_keys(Keys.ARROW_RIGHT)
    assert page.browser.switch_to.active_element.text == "JavaScript"
    assert "await fetch(" in page.one("#code-policy").text
    page.browser.switch_to.active_element.send_keys(Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    assert page.browser.switch_to.active_element.text == "Swift"


def changes_the_code_with_the_form(page):
    page.open("policy")
    page.one("#policy form input").send_keys("x")
    assert "returns.with-receiptx" in page.sample("policy", "curl")


def opens_what_the_address_names(page):
    page.browser.get(page.service.address + "/docs#schema-PolicyFile")
    page.browser.refresh()
    page.wait(lambda: page.shown("#schema-PolicyFile table"))


def is_accessible(page):
    for summary in page.all("details.card > summary"):
        page.browser.execute_script("arguments[0].parentElement.open = true", summary)
    page.wait(lambda: len(page.all("details.card > div")) == len(page.all("details.card")))
    faults = page.browser.execute_script(FAULTS_OF_ACCESS)
    faint = page.browser.execute_script(FAINT_TEXT)
    assert not faults and not faint, faults + faint


def stays_at_home_and_says_nothing_wrong(page):
    hosts = set()
    for entry in page.browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = urllib.parse.urlsplit(message["params"]["request"]["url"])
            if url.scheme not in ("data", "chrome", "about"):
                hosts.add(url.netloc)
    assert hosts == {urllib.parse.urlsplit(page.service.address).netloc}, hosts
    complaints = [entry["message"] for entry in page.browser.get_log("browser") if " 401 " not in entry["message"]]
    assert not complaints, complaints


LIGHT = [searches, tries_a_public_route, tries_a_keyed_route, keeps_the_key_in_memory_only,
         shows_code_that_works, moves_between_samples_by_arrow_keys, changes_the_code_with_the_form,
         opens_what_the_address_names, is_accessible, stays_at_home_and_says_nothing_wrong]


def check(service):
    faults = []
    for scheme, cases in (("light", LIGHT), ("dark", [is_accessible])):
        page = Page(service, scheme)
        try:
            for case in cases:
                try:
                    case(page)
                except Exception as fault:
                    faults.append(f"{case.__name__} ({scheme}): {fault!r}")
                if folder := os.environ.get("CONTRACT_PICTURES"):
                    page.browser.save_screenshot(f"{folder}/{scheme}-{case.__name__}.png")
        finally:
            page.browser.quit()
    return len(LIGHT) + 1, faults
