// Between the page that was sent and the one that answers lies a moment in which people already type and click. What they do then is kept, and done once it answers.
(() => {
  const patience = 5000;
  const hands = 'main input:not([type="file"]), main select, main textarea, main button';
  const nameOf = element => [element.tagName, element.type, element.labels?.[0]?.textContent.trim() || element.getAttribute('aria-label') || element.textContent.trim()].join('|');
  const named = name => [...document.querySelectorAll(hands)].filter(element => nameOf(element) === name);
  const placeOf = element => ({ name: nameOf(element), at: named(nameOf(element)).indexOf(element) });
  const find = async (place, until) => {
    for (;;) {
      const element = named(place.name)[place.at];
      if (element && !element.disabled || performance.now() > until)
        return element;
      await new Promise(done => setTimeout(done, 50));
    }
  };

  const typed = new Map();
  let clicked, focused;

  const keep = event => {
    const field = event.target;
    if (field.matches(hands))
      typed.set(field, { place: placeOf(field), state: ['checkbox', 'radio'].includes(field.type) ? { checked: field.checked } : { value: field.value } });
  };
  const focus = event => focused = event.target.matches(hands) ? placeOf(event.target) : undefined;
  const click = event => {
    const button = event.target.closest?.('main button');
    const form = button?.closest('form');
    if (!button || Object.keys(button.dataset).length > 0 || form && !('save' in form.dataset))
      return;
    event.preventDefault();
    clicked = placeOf(button);
  };
  const submit = event => {
    if (!('save' in event.target.dataset))
      return;
    event.preventDefault();
    clicked = placeOf(event.target.querySelector('[type="submit"]'));
  };
  const ears = { input: keep, change: keep, focusin: focus, click, submit };

  const again = async () => {
    const until = performance.now() + patience;
    for (const { place, state } of typed.values()) {
      const field = await find(place, until);
      if (!field)
        continue;
      Object.assign(field, state);
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
    if (focused && typed.size > 0) {
      const field = await find(focused, until);
      field?.focus({ preventScroll: true });
      if (field?.type === 'text')
        field.setSelectionRange(field.value.length, field.value.length);
    }
    if (clicked)
      (await find(clicked, until))?.click();
  };

  for (const ear in ears)
    document.addEventListener(ear, ears[ear], true);
  new MutationObserver((_, watch) => {
    if (document.querySelector('.shell')?.dataset.live !== 'true')
      return;
    watch.disconnect();
    for (const ear in ears)
      document.removeEventListener(ear, ears[ear], true);
    again();
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-live'] });
})();
