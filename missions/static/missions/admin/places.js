// Opens the groups around the place that the address names, and puts the cursor there.
(() => {
  "use strict";
  function show() {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!place) return;
    for (let group = place.closest("details"); group; group = group.parentElement.closest("details")) group.open = true;
    place.scrollIntoView();
    const entry = place.matches(".place") ? place.closest(".entry") : null;
    (entry?.querySelector("summary") ?? place).focus();
  }
  addEventListener("hashchange", show);
  // The browser itself goes to the place at the end of loading and takes the focus away; this comes after it.
  addEventListener("load", () => location.hash && setTimeout(show));
})();
