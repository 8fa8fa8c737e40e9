// What the server says of a text comes a moment later and makes the page longer: where one is stays on the screen.
(() => {
  "use strict";
  let last = document.activeElement;
  let wasSeen = isSeen(last); // whoever has scrolled away is not called back
  let isHeld = false; // nor does anything move under a pressed mouse or finger

  document.addEventListener("focusin", (event) => {
    // A window to which one comes back gives the focus to where it was.
    if (event.target !== last) wasSeen = true;
    last = event.target;
  });
  document.addEventListener("scroll", () => { wasSeen = isSeen(document.activeElement); }, { passive: true });
  document.addEventListener("pointerdown", () => { isHeld = true; });
  for (const type of ["pointerup", "pointercancel"]) {
    document.addEventListener(type, () => {
      isHeld = false;
      wasSeen = isSeen(document.activeElement);
    });
  }
  new ResizeObserver(() => {
    const here = document.activeElement;
    if (!wasSeen || isHeld || !here || here === document.body || isSeen(here)) return;
    here.scrollIntoView({ block: "nearest" });
  }).observe(document.querySelector("#content"));

  // Bars that stay at the edges of the screen hide what is beneath; the page says how high they are.
  function isSeen(element) {
    if (!element) return false;
    const { top, bottom } = element.getBoundingClientRect();
    const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(document.documentElement);
    return bottom > (parseFloat(scrollPaddingTop) || 0) && top < innerHeight - (parseFloat(scrollPaddingBottom) || 0);
  }
})();
