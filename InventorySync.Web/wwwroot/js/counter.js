// Keeps the scanner's keys going into the field, whatever was touched last.
let stop = null;

export function listen(id) {
  leave();
  const onKey = (event) => {
    const field = document.getElementById(id);
    const at = document.activeElement;
    if (!field || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
    if (at && (at.matches("input, select, textarea, [contenteditable]") || at.closest("[role=dialog]"))) return;
    field.focus();
  };
  document.addEventListener("keydown", onKey, true);
  stop = () => document.removeEventListener("keydown", onKey, true);
}

export function leave() {
  stop?.();
  stop = null;
}
