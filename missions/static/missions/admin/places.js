// Leads to a place in the form: opens what is around it and puts the cursor there. A place is an id, “id_summary” or
// “phase-relocation”, or a field of an entry, “phase-relocation.text”; a closed entry is asked to open first.
const find = (place) => document.getElementById(place);

async function show(place, field = "") {
  const whole = find(place);
  const [, stem, name] = whole ? [, place, field] : place.match(/^(.*?)\.([a-z_]+)$/) ?? [];
  let there = whole ?? (stem && find(stem));
  if (!there) return false;
  if (there.matches(".entry")) {
    there = await new Promise((done) => dispatchEvent(new CustomEvent("place:wanted", { detail: { entry: there, done } })));
    if (!there) return true;
    there.open = true;
  }
  for (let around = there.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  const inside = there.matches("details") ? there.querySelector(name ? `[name$="-${name}"]:not([type=hidden])` : "summary") : null;
  const target = inside ?? there.querySelector?.("summary") ?? there;
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
  return true;
}

const hashed = () => location.hash && show(decodeURIComponent(location.hash.slice(1)));
// A refused form comes back at the first thing to mend.
const refused = () => document.querySelector(".desk .errors :is(input, select, textarea):not([type=hidden])")?.focus();
addEventListener("hashchange", hashed);
// The browser itself goes to the place at the end of loading and takes the focus away; this comes after it.
addEventListener("load", () => setTimeout(() => hashed() || refused()));

// Links of the status line lead there without loading the page anew: what was typed stays.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-place]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || !find(link.dataset.place)) return;
  event.preventDefault();
  show(link.dataset.place, link.dataset.field);
});
