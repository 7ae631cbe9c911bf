// Places an open panel beside its button, walks menus by keys, and tells when to close.
const gap = 6;

function place(anchor, panel) {
  const button = anchor.getBoundingClientRect();
  const width = panel.offsetWidth, height = panel.offsetHeight;
  const end = panel.dataset.align === 'end';
  const left = Math.max(gap, Math.min(end ? button.right - width : button.left, innerWidth - width - gap));
  const below = button.bottom + gap;
  const above = button.top - gap - height;
  const top = below + height > innerHeight - gap && above > gap ? above : below;
  panel.style.left = `${left}px`;
  panel.style.top = `${top}px`;
  panel.style.maxHeight = `${Math.max(160, innerHeight - top - gap)}px`;
}

export function show(anchor, net) {
  const panel = anchor.querySelector(':scope > .popover');
  const button = anchor.querySelector(':scope > button');
  if (!panel)
    return;
  // in the top layer nothing clips it
  if (panel.showPopover) {
    panel.popover = 'manual';
    panel.showPopover();
  }
  panel.classList.add('popover-placed');
  place(anchor, panel);

  const items = () => [...panel.querySelectorAll('[role^="menuitem"]:not(:disabled)')];
  const first = items()[0] ?? panel.querySelector('[autofocus], input, select, textarea, button, a[href]') ?? panel;
  (panel.querySelector('[aria-checked="true"]') ?? first).focus({ preventScroll: true });

  const replace = () => place(anchor, panel);
  const close = giveBack => {
    stop();
    net.invokeMethodAsync('Close').catch(() => undefined);
    if (giveBack)
      button.focus({ preventScroll: true });
  };
  const outside = event => {
    if (!anchor.contains(event.target))
      close(false);
  };
  const chosen = event => {
    if (event.target.closest('a[data-close]'))
      close(false);
  };
  const keys = event => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close(true);
      return;
    }
    if (panel.getAttribute('role') !== 'menu') {
      if (event.key === 'Tab')
        keepFocus(event, panel);
      return;
    }
    const all = items(), at = all.indexOf(document.activeElement);
    const to = { ArrowDown: (at + 1) % all.length, ArrowUp: (at - 1 + all.length) % all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all[to]?.focus();
    } else if (event.key === 'Tab') {
      close(true);
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      const letter = event.key.toLowerCase();
      [...all.slice(at + 1), ...all.slice(0, at + 1)].find(i => i.textContent.trim().toLowerCase().startsWith(letter))?.focus();
    }
  };
  // the panel grows and goes by the server's hand
  const sizes = new ResizeObserver(replace);
  const gone = new MutationObserver(() => {
    if (panel.isConnected)
      return;
    const lost = document.activeElement === document.body;
    stop();
    if (lost)
      button.focus({ preventScroll: true });
  });
  const stop = () => {
    removeEventListener('pointerdown', outside, true);
    removeEventListener('resize', replace);
    removeEventListener('scroll', replace, true);
    panel.removeEventListener('keydown', keys);
    panel.removeEventListener('click', chosen);
    sizes.disconnect();
    gone.disconnect();
  };
  addEventListener('pointerdown', outside, true);
  addEventListener('resize', replace);
  addEventListener('scroll', replace, true);
  panel.addEventListener('keydown', keys);
  panel.addEventListener('click', chosen);
  sizes.observe(panel);
  gone.observe(anchor, { childList: true });
}

// The list of a field lies over everything, also over the edge of a dialog, as wide as its field.
export function drop(combo) {
  const list = combo.querySelector('[role="listbox"]');
  const input = combo.querySelector('input');
  if (!list?.showPopover)
    return;
  list.popover = 'manual';
  list.showPopover();
  const lay = () => {
    const box = input.getBoundingClientRect();
    const below = innerHeight - box.bottom - 12;
    const over = below < 180 && box.top > below;
    const height = Math.min(256, over ? box.top - 12 : below);
    Object.assign(list.style, { position: 'fixed', inset: 'auto', width: `${box.width}px`, left: `${box.left}px`, maxHeight: `${height}px` });
    list.style.top = over ? 'auto' : `${box.bottom + 4}px`;
    list.style.bottom = over ? `${innerHeight - box.top + 4}px` : 'auto';
  };
  const showAt = () => list.querySelector('.combo-at')?.scrollIntoView({ block: 'nearest' });
  lay();
  showAt();
  const follow = () => list.hidden || !list.isConnected ? stop() : lay();
  // who scrolls the list itself looks for something else than what is at hand
  const scrolled = event => event.target === list || follow();
  const watch = new MutationObserver(() => {
    follow();
    showAt();
  });
  const stop = () => {
    watch.disconnect();
    removeEventListener('scroll', scrolled, true);
    removeEventListener('resize', follow);
    if (list.isConnected && list.matches(':popover-open'))
      list.hidePopover();
  };
  watch.observe(list, { childList: true, subtree: true, attributes: true, attributeFilter: ['hidden', 'class'] });
  addEventListener('scroll', scrolled, true);
  addEventListener('resize', follow);
}

function keepFocus(event, panel) {
  const all = [...panel.querySelectorAll('input:not(:disabled), select:not(:disabled), textarea:not(:disabled), button:not(:disabled), a[href]')].filter(e => e.offsetParent !== null);
  const edge = event.shiftKey ? all[0] : all[all.length - 1];
  if (document.activeElement === edge || !panel.contains(document.activeElement)) {
    event.preventDefault();
    (event.shiftKey ? all[all.length - 1] : all[0])?.focus();
  }
}
