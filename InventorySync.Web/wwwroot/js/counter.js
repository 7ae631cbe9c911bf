// Keeps the scanner's keys going into the field, whatever was touched last.
let stop = null;
// what stands in the field was taken by Enter, and nothing was typed since
let taken = false;

export function listen(id) {
  leave();
  const onKey = (event) => {
    const field = document.getElementById(id);
    const at = document.activeElement;
    // the next scan takes the place of this one
    if (event.key === "Enter" && event.target === field) {
      taken = true;
      field?.select();
    }
    if (!field || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
    if (at && (at.matches("input, select, textarea, [contenteditable]") || at.closest("[role=dialog]"))) return;
    field.focus();
  };
  const onInput = (event) => {
    if (event.target.id === id) taken = false;
  };
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("input", onInput, true);
  stop = () => {
    document.removeEventListener("keydown", onKey, true);
    document.removeEventListener("input", onInput, true);
  };
}

// unless the next scan has begun already
export function clear(id, typedStill) {
  const field = document.getElementById(id);
  if (field && (taken || typedStill)) field.value = "";
}

export function leave() {
  stop?.();
  stop = null;
}
