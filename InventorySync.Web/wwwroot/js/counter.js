// Keeps the scanner's keys going into the field, whatever was touched last.
let stop = null;

export function listen(id) {
  leave();
  const onKey = (event) => {
    const field = document.getElementById(id);
    const at = document.activeElement;
    // the next scan takes the place of this one
    if (event.key === "Enter" && event.target === field) field?.select();
    if (!field || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
    if (at && (at.matches("input, select, textarea, [contenteditable]") || at.closest("[role=dialog]"))) return;
    field.focus();
  };
  document.addEventListener("keydown", onKey, true);
  stop = () => document.removeEventListener("keydown", onKey, true);
}

// unless something else is being typed already
export function clear(id, done) {
  const field = document.getElementById(id);
  if (field && field.value === (done ?? "")) field.value = "";
}

export function leave() {
  stop?.();
  stop = null;
}
