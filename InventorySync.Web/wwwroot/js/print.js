// The page is only opened to be printed, so the printer's dialog comes by itself once everything is drawn.
document.addEventListener("click", e => {
  if (e.target.closest("[data-print]")) window.print();
});
if (!navigator.webdriver) window.addEventListener("load", () => window.print());
