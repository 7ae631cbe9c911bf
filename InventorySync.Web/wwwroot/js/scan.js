// A scanner types wherever the focus is: what is typed outside of any field goes into this one.
const typing = element => element?.closest?.('input, textarea, select, [contenteditable="true"]');

export function keep(input) {
  const take = event => {
    const isSign = event.key.length === 1 && event.key !== ' ' && event.key !== '/';
    if (!isSign || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('dialog[open]'))
      return;
    input.focus({ preventScroll: true });
    input.select();
  };
  document.addEventListener('keydown', take);
  return {
    // the next scan takes the place of this one
    ready() {
      input.focus({ preventScroll: true });
      input.select();
    },
    stop() {
      document.removeEventListener('keydown', take);
    },
  };
}
