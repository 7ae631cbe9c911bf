// Walking a grid by keys, and rows that are links. One stop for the Tab key; inside, arrows.
const inner = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled)';

export function attach(list) {
  const table = () => list.querySelector('table[role="grid"]');
  const rows = () => [...(table()?.rows ?? [])].filter(r => r.getAttribute('role') === 'row');
  const targetOf = cell => cell.querySelector(inner) ?? cell;
  let row = 1, column = 0;

  // everything inside is reached by arrows; only the place where one was last takes part in Tab
  const settle = () => {
    const all = rows();
    if (all.length === 0)
      return;
    row = Math.min(row, all.length - 1);
    column = Math.min(column, all[row].cells.length - 1);
    for (const r of all)
      for (const cell of r.cells) {
        cell.tabIndex = -1;
        cell.querySelectorAll(inner).forEach(e => e.tabIndex = -1);
      }
    targetOf(all[row].cells[column]).tabIndex = 0;
  };

  const goTo = (r, c) => {
    const all = rows();
    row = Math.max(0, Math.min(r, all.length - 1));
    column = Math.max(0, Math.min(c, all[row].cells.length - 1));
    settle();
    const target = targetOf(all[row].cells[column]);
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };

  const turn = which => {
    const button = list.querySelector(`[data-${which}]`);
    if (!button || button.disabled)
      return false;
    row = 1;
    button.click();
    return true;
  };

  const keys = event => {
    if (!event.target.closest?.('table[role="grid"]') || event.altKey || event.metaKey)
      return;
    if (event.target.matches('input:not([type="checkbox"]), select, textarea'))
      return;
    const last = rows().length - 1;
    const end = rows()[row]?.cells.length - 1;
    const current = rows()[row];
    switch (event.key) {
      case 'ArrowDown': goTo(row + 1, column); break;
      case 'ArrowUp': goTo(row - 1, column); break;
      case 'ArrowRight': goTo(row, column + 1); break;
      case 'ArrowLeft': goTo(row, column - 1); break;
      case 'Home': goTo(event.ctrlKey ? 0 : row, 0); break;
      case 'End': goTo(event.ctrlKey ? last : row, end); break;
      case 'PageDown': if (row < last || !turn('next')) goTo(row + 10, column); break;
      case 'PageUp': if (row > 1 || !turn('previous')) goTo(Math.max(1, row - 10), column); break;
      case ' ': {
        const box = current?.querySelector('.list-check input');
        if (!box || event.target.matches('button'))
          return;
        box.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey: event.shiftKey }));
        break;
      }
      case 'Enter': {
        if (event.target.matches(inner) && !event.target.matches('input'))
          return;
        const link = current?.querySelector('a.list-link');
        if (!link)
          return;
        link.click();
        break;
      }
      default: return;
    }
    event.preventDefault();
  };

  const focused = event => {
    const cell = event.target.closest?.('[role="gridcell"], [role="columnheader"]');
    if (!cell)
      return;
    row = rows().indexOf(cell.parentElement);
    column = cell.cellIndex;
    settle();
  };

  // anywhere on a row opens it, unless text is being marked or the click was for something else
  const click = event => {
    const link = event.target.closest('tr.list-leads')?.querySelector('a.list-link');
    if (!link || event.target.closest(`${inner}, label`) || event.target.closest('.list-check') || String(getSelection()))
      return;
    if (event.ctrlKey || event.metaKey)
      window.open(link.href, '_blank', 'noopener');
    else
      link.click();
  };

  const observer = new MutationObserver(settle);
  list.addEventListener('keydown', keys);
  list.addEventListener('focusin', focused);
  list.addEventListener('click', click);
  observer.observe(list, { childList: true, subtree: true });
  settle();

  return {
    hold() {
      const at = scrollY;
      const back = () => scrollTo({ top: at, behavior: 'instant' });
      addEventListener('scroll', back, { once: true });
      setTimeout(() => removeEventListener('scroll', back), 1000);
      list.querySelector('.list-scroll')?.scrollTo({ top: 0, behavior: 'instant' });
    },
    detach() {
      observer.disconnect();
      list.removeEventListener('keydown', keys);
      list.removeEventListener('focusin', focused);
      list.removeEventListener('click', click);
    },
  };
}
