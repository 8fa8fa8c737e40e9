// Opens entries in their place, adds new ones, and marks what is not saved. Without it, the same links lead to the
// same form with the entry open. An opened entry says so by the event "entry:opened".
const closed = new WeakMap(); // by opened entry, the line it was
const said = document.querySelector("[data-announce]");
const form = said?.closest("form");

const counter = (section, name) => section.querySelector(`[name$="-${name}_FORMS"]`);
const add = (field, number) => { field.value = Number(field.value) + number; };
const isPlain = (event) => !(event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey);

async function fetched(address) {
  const answer = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  const text = await answer.text();
  if (answer.ok) {
    const template = document.createElement("template");
    template.innerHTML = text;
    const entry = template.content.querySelector(".entry");
    if (entry) return entry;
  }
  throw new Error(answer.headers.get("Content-Type")?.startsWith("text/plain") ? text : "");
}

// Fetches the form of an entry behind a link; `put` places it. Returns the entry, or null after saying what failed.
async function bring(link, address, put) {
  if (link.getAttribute("aria-busy") === "true") return null;
  const section = link.closest("[data-section]");
  const total = counter(section, "TOTAL");
  const url = new URL(address, location.href);
  url.searchParams.set("index", total.value);
  add(total, 1); // at once: a second entry may be asked for before this one is here
  link.setAttribute("aria-busy", "true");
  const around = link.closest(".entry, .add");
  around.querySelector(".failed")?.remove();
  try {
    const entry = await fetched(url);
    put(entry);
    entry.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: section.dataset.section } }));
    entry.dispatchEvent(new CustomEvent("entry:opened", { bubbles: true }));
    return entry;
  } catch (error) {
    const words = document.createElement("p");
    words.className = "failed errornote";
    words.textContent = error.message && !(error instanceof TypeError) ? error.message : said.dataset.failed;
    around.append(words);
    said.textContent = words.textContent;
    return null;
  } finally {
    link.removeAttribute("aria-busy");
  }
}

function open(link) {
  const line = link.closest(".entry");
  return bring(link, link.dataset.open, (entry) => {
    add(counter(link.closest("[data-section]"), "INITIAL"), 1);
    // A line that was moved stays marked.
    const [was, is] = [line, entry].map((one) => one.querySelector("[data-unsaved]"));
    if (!was.hidden) is.replaceWith(was.cloneNode(true));
    line.replaceWith(entry);
    closed.set(entry, line);
  });
}

async function begin(link) {
  const address = link.dataset.kind ? `${link.dataset.add}?kind=${link.dataset.kind}` : link.dataset.add;
  const entry = await bring(link, address, (fresh) => {
    const row = document.createElement("li");
    row.className = "row";
    row.append(fresh);
    fresh.querySelector("[data-remove]").hidden = false;
    link.parentElement.previousElementSibling.append(row);
  });
  // The kind is that of the list it was added to.
  const fields = [...entry?.querySelectorAll("input:not([type=hidden]), select, textarea") ?? []];
  fields.find((field) => !(link.dataset.kind && field.name.endsWith("-kind")))?.focus();
}

// An entry closed as it was opened is a line again, and is not sent.
function close(entry) {
  const line = closed.get(entry);
  if (!line || isChanged(entry)) return;
  const hadFocus = entry.contains(document.activeElement);
  add(counter(entry.closest("[data-section]"), "INITIAL"), -1);
  entry.replaceWith(line);
  if (hadFocus) line.querySelector("a").focus();
}

function isChanged(root) {
  return [...root.querySelectorAll("input, select, textarea")].some((field) => {
    if (field.type === "hidden") return false;
    if (field.type === "checkbox") return field.checked !== field.defaultChecked;
    if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
    const preset = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
    return field.value !== (preset?.value ?? "");
  });
}

function mark(event) {
  const part = event.target.closest?.(".entry, .part");
  const words = part?.querySelector("[data-unsaved]");
  // What came back from a refused save was never saved, whatever is done to it now.
  if (words && !words.hasAttribute("data-refused")) words.hidden = !isChanged(part);
}

if (form) {
  form.querySelectorAll("[data-unsaved]:not([hidden])").forEach((words) => words.setAttribute("data-refused", ""));
  form.querySelectorAll("[data-remove]").forEach((button) => { button.hidden = false; });
  form.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-open], a[data-add]");
    if (link && isPlain(event)) {
      event.preventDefault();
      if (link.dataset.add) await begin(link);
      else (await open(link))?.querySelector("summary").focus();
    }
    const removed = event.target.closest("[data-remove]");
    if (removed) {
      const row = removed.closest(".row");
      const next = row.parentElement.nextElementSibling.querySelector("a");
      row.remove();
      next?.focus();
    }
  });
  form.addEventListener("input", mark);
  form.addEventListener("change", mark);
  // `toggle` does not bubble; it is caught on its way down.
  form.addEventListener("toggle", (event) => {
    const entry = event.target;
    if (!entry.matches("details.entry")) return;
    const name = entry.querySelector("[name=_closed]");
    if (name) name.disabled = entry.open;
    if (!entry.open) close(entry);
  }, true);
  // Where one was last is sent along, so that the form comes back there.
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("[name]:not([type=submit], [type=hidden])")) form.elements._at.value = event.target.name;
  });
  addEventListener("place:wanted", async (event) => {
    const link = event.detail.entry.querySelector("a[data-open]");
    event.detail.done(link ? await open(link) : event.detail.entry);
  });
}
