// How many claims fall on which days, as bars to brush over; two date fields do the same by keyboard.

const BAR_HEIGHT = 42;
const MOST_BARS = 72;
const CALENDAR = claims.some((claim) => claim.first !== null) ? calendar() : null;
let brushFrom = null;

// Days, weeks, months or years, whichever gives bars that can be told apart. A few claims that lie
// far off ("in 1492") are counted in the outermost bars, lest all others share a single one.
function calendar() {
  const days = claims.filter((claim) => claim.first !== null).map((claim) => claim.first).sort((a, b) => a - b);
  const [earliest, latest] = [days[0], days[days.length - 1]];
  const at = (part) => days[Math.round(part * (days.length - 1))];
  const [low, high] = [at(0.02), at(0.98)];
  const room = Math.max((high - low) / 10, 3);
  const isScattered = latest - earliest > 3 * (high - low + 2 * room);
  const first = isScattered ? Math.max(earliest, Math.floor(low - room)) : earliest;
  const last = isScattered ? Math.min(latest, Math.ceil(high + room)) : latest;
  const reach = last - first + 1;
  const unit = [1, 7, 30.4375, 365.25, 3652.5].find((length) => reach / length <= MOST_BARS) || reach / MOST_BARS;
  return { first, last, earliest, latest, unit, bars: Math.max(1, Math.ceil(reach / unit)) };
}

function startTimeline() {
  const box = byId("timeline");
  if (!CALENDAR) {
    box.hidden = true;
    return;
  }
  const field = (id, label) => element("input", { type: "date", id, "aria-label": label, onchange: fieldsChanged });
  const chart = drawing("svg", { role: "img", "aria-label": "Claims by date", onpointerdown: brushStart, onpointermove: brushMove, onpointerup: brushEnd });
  box.append(
    element("div", { class: "row" }, element("b", {}, "When"), element("span", { class: "soft", id: "dates" }),
      field("first-day", "From"), "–", field("last-day", "To"), button("All dates", () => show({ dates: null }), { id: "all-dates" })),
    chart);
  new ResizeObserver(drawTimeline).observe(box);
}

function drawTimeline() {
  if (!CALENDAR) return;
  const chart = byId("timeline").querySelector("svg");
  const width = Math.max(chart.clientWidth, 200);
  chart.setAttribute("viewBox", `0 0 ${width} 56`);
  const counts = barCounts();
  const most = Math.max(1, ...counts.map((bar) => bar.reduce((sum, count) => sum + count, 0)));
  const step = width / CALENDAR.bars;
  chart.replaceChildren(
    ...counts.flatMap((bar, i) => stackedBar(bar, i * step, Math.min(Math.max(1, step - 1), 40), most)),
    drawing("line", { x1: 0, x2: width, y1: BAR_HEIGHT + 0.5, y2: BAR_HEIGHT + 0.5, class: "axis" }),
    ...ticks(width), ...brushed(width));
  const [first, last] = state.dates || [CALENDAR.earliest, CALENDAR.latest];
  byId("first-day").value = isoDay(first);
  byId("last-day").value = isoDay(last);
  byId("all-dates").disabled = !state.dates;
  byId("dates").textContent = state.dates ? wordedRange(isoDay(first), isoDay(last)) : "drag over the bars to choose dates";
}

const barOf = (day) => Math.min(CALENDAR.bars - 1, Math.max(0, Math.floor((day - CALENDAR.first) / CALENDAR.unit)));

function barCounts() {
  const counts = Array.from({ length: CALENDAR.bars }, () => STATUSES.map(() => 0));
  for (const claim of claims) {
    if (claim.first === null || failed[claim.id] & ~BIT.dates) continue;
    counts[barOf(claim.first)][claim.status]++;
  }
  return counts;
}

function stackedBar(bar, x, width, most) {
  let y = BAR_HEIGHT;
  return bar.flatMap((count, status) => {
    if (!count) return [];
    const height = Math.max(1.5, (count / most) * (BAR_HEIGHT - 4));
    y -= height;
    return [drawing("rect", { x, y, width, height, class: `bar-${STATUSES[status]}` })];
  });
}

function ticks(width) {
  const count = Math.min(CALENDAR.last - CALENDAR.first || 1, Math.max(1, Math.floor(width / 130)));
  return Array.from({ length: count + 1 }, (_, i) => {
    const day = Math.round(CALENDAR.first + ((CALENDAR.last - CALENDAR.first) * i) / count);
    const text = CALENDAR.unit > 300 ? isoDay(day).slice(0, 4) : CALENDAR.unit > 20 ? wordedDay(isoDay(day)).replace(/^\d+ /, "") : wordedDay(isoDay(day));
    const tick = drawing("text", { x: (width * i) / count, y: 54, class: "tick", "text-anchor": i === 0 ? "start" : i === count ? "end" : "middle" });
    const [early, late] = [i === 0 && CALENDAR.earliest < CALENDAR.first, i === count && CALENDAR.latest > CALENDAR.last];
    tick.textContent = early ? `to ${text}` : late ? `from ${text}` : text;
    return tick;
  });
}

function brushed(width) {
  if (!state.dates) return [];
  const scale = width / (CALENDAR.bars * CALENDAR.unit);
  const x = Math.max(0, (state.dates[0] - CALENDAR.first) * scale);
  const end = Math.min(width, (state.dates[1] + 1 - CALENDAR.first) * scale);
  return [drawing("rect", { x, y: 0.5, width: Math.max(2, end - x), height: BAR_HEIGHT, class: "brush" })];
}

function dayAt(event) {
  const box = event.currentTarget.getBoundingClientRect();
  const part = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  return Math.min(CALENDAR.last, Math.floor(CALENDAR.first + part * CALENDAR.bars * CALENDAR.unit));
}

function brushStart(event) {
  brushFrom = dayAt(event);
  event.currentTarget.setPointerCapture(event.pointerId);
}

function brushMove(event) {
  if (brushFrom === null) return;
  state.dates = wholeBars(brushFrom, dayAt(event));
  drawTimeline();
}

function brushEnd(event) {
  if (brushFrom === null) return;
  const dates = wholeBars(brushFrom, dayAt(event));
  brushFrom = null;
  show({ dates });
}

function wholeBars(one, other) {
  const [first, last] = [barOf(Math.min(one, other)), barOf(Math.max(one, other))];
  return [first ? Math.floor(CALENDAR.first + first * CALENDAR.unit) : Math.min(CALENDAR.first, CALENDAR.earliest),
    last < CALENDAR.bars - 1 ? Math.ceil(CALENDAR.first + (last + 1) * CALENDAR.unit) - 1 : Math.max(CALENDAR.last, CALENDAR.latest)];
}

function fieldsChanged() {
  const [first, last] = ["first-day", "last-day"].map((id) => dayNumber(byId(id).value || "x"));
  if (Number.isFinite(first) && Number.isFinite(last)) show({ dates: [Math.min(first, last), Math.max(first, last)] });
}
