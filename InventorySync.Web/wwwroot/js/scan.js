// A scanner types wherever the focus is, and does not wait: what is typed outside of any field goes into this one, and the next scan takes the place of the last.
const typing = element => element?.closest?.('input, textarea, select, [contenteditable="true"]');

export function keep(input) {
  let begun = false; // something was typed since Enter
  const take = event => {
    const isSign = event.key.length === 1 && event.key !== ' ' && event.key !== '/';
    if (!isSign || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('dialog[open]'))
      return;
    input.focus({ preventScroll: true });
    input.select();
  };
  const onInput = () => { begun = true; };
  const onKey = event => {
    if (event.key !== 'Enter')
      return;
    begun = false;
    input.select();
  };
  document.addEventListener('keydown', take);
  input.addEventListener('input', onInput);
  input.addEventListener('keydown', onKey);
  return {
    // unless the next scan is on its way already
    done() {
      if (!begun)
        this.ready();
    },
    ready() {
      begun = false;
      input.focus({ preventScroll: true });
      input.select();
    },
    stop() {
      document.removeEventListener('keydown', take);
      input.removeEventListener('input', onInput);
      input.removeEventListener('keydown', onKey);
    },
  };
}
