// Draws with ApexCharts in the colours of the theme. Figures come as texts from the server, so that they read the same everywhere.
import ApexCharts from '../lib/apexcharts/apexcharts.esm.js';

const root = document.documentElement;
const token = name => getComputedStyle(root).getPropertyValue(name).trim();
const nonce = () => document.querySelector('script[nonce]')?.nonce;

function look(given, texts, width) {
  const round = given.chart.type === 'donut';
  const sized = value => typeof value === 'number' ? short(value) + (given.unit ?? '') : value;
  const text = (value, { seriesIndex, dataPointIndex } = {}) => (round ? texts()[0]?.[seriesIndex] : texts()[seriesIndex]?.[dataPointIndex]) ?? sized(value);
  const names = given.xaxis?.categories ?? [];
  const across = given.plotOptions?.bar?.horizontal;
  const room = Math.max(64, 7 * Math.max(0, ...names.map(name => name.length)) + 16);
  // as many names below the chart as there is room for
  const step = Math.max(1, Math.ceil(names.length / Math.max(2, Math.floor(width / room))));
  const banded = given.shades;
  const label = { colors: token('--text-muted'), fontSize: '12px', fontWeight: 450 };
  return {
    ...given,
    texts: undefined,
    shades: undefined,
    turn: undefined,
    unit: undefined,
    colors: banded ? given.shades.map(shade => token(`--chart-${shade.colour}`)) : [1, 2, 3, 4, 5, 6, 7, 8].map(n => token(`--chart-${n}`)),
    theme: { mode: root.dataset.scheme },
    chart: {
      ...given.chart,
      nonce: nonce(),
      background: 'transparent',
      fontFamily: 'inherit',
      toolbar: { show: false },
      zoom: { enabled: false },
      parentHeightOffset: 0,
      animations: { enabled: !matchMedia('(prefers-reduced-motion: reduce)').matches, speed: 250, animateGradually: { enabled: false } },
    },
    stroke: { curve: banded ? 'straight' : 'smooth', lineCap: 'round', ...(given.stroke ?? { width: round ? 2 : 0, colors: round ? [token('--surface')] : undefined }) },
    fill: given.chart.type === 'area' ? { type: 'gradient', gradient: { opacityFrom: 0.28, opacityTo: 0.02, shadeIntensity: 0 } } : { type: 'solid', opacity: given.shades?.map(shade => shade.opacity) ?? 1 },
    plotOptions: { bar: { borderRadius: 4, borderRadiusApplication: 'end', columnWidth: '58%', barHeight: '62%', ...given.plotOptions?.bar }, pie: { donut: { size: '68%' } } },
    dataLabels: { enabled: false },
    markers: { size: 0, strokeColors: token('--surface'), hover: { size: 5 } },
    grid: { borderColor: token('--line'), strokeDashArray: 3, padding: { left: 8, right: 8, top: -8 } },
    legend: { show: round || given.series.length > 1, position: round ? 'bottom' : 'top', horizontalAlign: round ? 'center' : 'left', labels: { colors: token('--text') }, markers: { size: 5, shape: banded ? given.series.map(series => series.type === 'line' ? 'line' : 'square') : 'circle', strokeWidth: banded ? given.series.map(series => series.type === 'line' ? 2 : 0) : 0, offsetX: -3, ...(banded ? { fillColors: given.shades.map(shadeOf) } : {}) }, itemMargin: { horizontal: 8 }, fontSize: '12.5px', offsetX: round ? 0 : -8 },
    ...(round ? {} : {
      xaxis: {
        ...given.xaxis, axisBorder: { show: false }, axisTicks: { show: false }, tooltip: { enabled: false }, crosshairs: { stroke: { color: token('--border'), dashArray: 3 } },
        labels: { style: label, rotate: 0, trim: false, hideOverlappingLabels: false, ...(across ? { formatter: sized } : {}) },
        ...(banded ? numbered(given, names, label, step) : { categories: across ? names : names.map((name, at) => at % step === 0 && (names.length - at - 0.5) * width / names.length > room / 2 ? name : '') }),
      },
      yaxis: { min: lowest => lowest > 0 && !across ? 0 : lowest, labels: { style: label, ...(across ? {} : { formatter: sized }) } },
    }),
    ...(given.turn && banded ? { annotations: { xaxis: [turn(given.turn)] } } : {}),
    tooltip: { ...(banded ? { custom: tip(given, texts) } : {}), theme: root.dataset.scheme, shared: !round && !across, intersect: false, ...(round ? {} : { x: { formatter: (name, { dataPointIndex }) => names[dataPointIndex] ?? name } }), y: { formatter: text } },
  };
}

// Bands lie exactly over their lines only where points are placed by number; each number is written as its name.
function numbered(given, names, label, step) {
  const shown = at => at % step === 0 && (names.length - at) / step > 0.6 ? names[at] ?? '' : '';
  return { categories: [], type: 'numeric', min: 0, max: names.length - 1, tickAmount: names.length - 1, labels: { style: label, rotate: 0, trim: false, hideOverlappingLabels: false, formatter: at => shown(Math.round(at)) } };
}

// A band's mark is as pale as the band.
const shadeOf = ({ colour, opacity }) => `color-mix(in srgb, ${token(`--chart-${colour}`)} ${Math.round(100 * opacity)}%, ${token('--surface')})`;

const turn = ({ at, name }) => ({
  x: at - 0.5, borderColor: token('--border-strong'), strokeDashArray: 4,
  label: { text: name, orientation: 'horizontal', position: 'top', textAnchor: 'middle', offsetY: 0, borderColor: 'transparent', style: { background: token('--surface'), color: token('--text-muted'), fontSize: '12px', fontWeight: 500, padding: { left: 6, right: 6, top: 2, bottom: 2 } } },
});

// ApexCharts' own tip shows bands without their words, and lines where they have no figure.
const tip = (given, texts) => ({ dataPointIndex: at, w }) => {
  const box = document.createElement('div');
  const add = (parent, name, text = '') => Object.assign(parent.appendChild(document.createElement('div')), { className: name, textContent: text });
  add(box, 'apexcharts-tooltip-title', given.xaxis.categories[at]);
  given.series.forEach((series, of) => {
    if (series.data[at]?.y == null || w.globals.collapsedSeriesIndices.includes(of))
      return;
    const row = add(box, 'chart-tip');
    const mark = add(row, series.type === 'line' ? 'chart-tip-line' : 'chart-tip-band');
    mark.style.setProperty('--mark', shadeOf(given.shades[of]));
    add(row, 'chart-tip-name', series.name);
    add(row, 'chart-tip-figure', texts()[of][at]);
  });
  return box;
};

// the axis needs only the size of a number; its decimals are written as on the page, which goes by the country too
const short = value => new Intl.NumberFormat(root.lang, { notation: 'compact', maximumFractionDigits: 1 }).formatToParts(value).map(part => part.type === 'decimal' ? root.dataset.decimal : part.value).join('');

export const live = new Set();

export function create(element, json) {
  let given = JSON.parse(json);
  const texts = () => given.texts;
  element.toggleAttribute('data-bands', Boolean(given.shades));
  const chart = new ApexCharts(element, look(given, texts, element.clientWidth));
  chart.render();
  live.add(chart);
  element.dataset.charts = live.size;
  const repaint = () => chart.updateOptions(look(given, texts, element.clientWidth), false, false);
  root.addEventListener('schemechange', repaint);
  // a hidden chart has no width; it is drawn anew when it is shown
  const sizes = new ResizeObserver(([entry]) => entry.contentRect.width > 0 && element.dataset.width !== String(Math.round(entry.contentRect.width)) && (element.dataset.width = Math.round(entry.contentRect.width), repaint()));
  sizes.observe(element);

  return {
    update(next) {
      const before = given;
      given = JSON.parse(next);
      const frame = ({ series, texts, ...rest }) => JSON.stringify(rest) + series.map(s => s.name ?? '');
      // only figures moved: the lines glide, nothing is built anew
      return frame(before) === frame(given) ? chart.updateSeries(given.series, true) : chart.updateOptions(look(given, texts, element.clientWidth), false, true);
    },
    dispose() {
      sizes.disconnect();
      root.removeEventListener('schemechange', repaint);
      chart.destroy();
      live.delete(chart);
    },
  };
}
