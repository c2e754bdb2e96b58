// The timeline on any day: marks on the places of the last day, whose shape is the state; a line for the day.
const FLAGS = { vague: 1, span: 2, openStart: 4, unended: 8, asLast: 16 }

// The outline of a mark around its middle.
function outline(symbol, size) {
  const r = size / 2
  if (symbol === "triangle-right") return `M${-0.5 * r} ${-1.05 * r}L${1.2 * r} 0L${-0.5 * r} ${1.05 * r}Z`
  if (symbol === "x") {
    const [a, b] = [0.35 * r, 0.95 * r]
    return `M0 ${-a}L${b - a} ${-b}L${b} ${a - b}L${a} 0L${b} ${b - a}L${b - a} ${b}L0 ${a}L${a - b} ${b}L${-b} ${b - a}L${-a} 0L${-b} ${a - b}L${a - b} ${-b}Z`
  }
  return `M${-r} 0a${r} ${r} 0 1 0 ${size} 0a${r} ${r} 0 1 0 ${-size} 0Z`
}

function painterOf(places, states, days, width) {
  const { ink, margin, top, pad, day, edges, none } = { ...places, none: states.none }
  const scale = (width - margin - places.right) / places.across
  const px = (days_) => margin + scale * (pad + day * days_)
  const at_ = (pixels) => margin + scale * pixels
  const zero = Date.parse(places.first)
  const today = days.map((one) => (Date.parse(one) - zero) / 86_400_000)
  const happened = new Set(places.happened)
  const unconfirmed = places.shapes.findIndex(([, , words]) => words.includes("unconfirmed"))
  const [lasts, vague, planned, unknown] = places.bars
  const low = top + edges.at(-1)

  const svg = document.createElementNS(SVG, "svg")
  svg.setAttribute("width", width)
  svg.setAttribute("height", low + 92)
  drawn(svg, "style", {}, `text { font-size: 14px; fill: ${ink.text} } .quiet { fill: ${ink.quiet} } .off { display: none }
    .middle { text-anchor: middle } .end { text-anchor: end } .wanted { font-weight: 600; fill: ${ink.ground} }
    .label text { paint-order: stroke; stroke: ${ink.ground}; stroke-width: 4px; stroke-linejoin: round }`)
  const lines = (parent, words, x, y, name) =>
    words.forEach((line, place) => drawn(parent, "text", { x, y: y + 18 * place, class: name, "dominant-baseline": "central" }, line))
  const ground = drawn(svg, "g", {})
  for (const edge of edges.slice(1)) drawn(ground, "path", { d: `M${margin} ${top + edge}H${width - places.right}`, stroke: ink.faint })
  const counts = places.lanes.map((words, lane) => {
    lines(ground, words, margin - 8, top + (edges[lane] + edges[lane + 1]) / 2 - 9 * (words.length - 1), "end")
    return drawn(ground.lastChild, "tspan", { class: "quiet", dx: 4 }, "")
  })
  for (const { x, words } of places.ticks) {
    drawn(ground, "path", { d: `M${at_(x)} ${top}V${low}`, stroke: ink.faint })
    lines(ground, words, at_(x) + 2, low + 14, "")
  }
  const anchor = places.anchor && drawn(ground, "g", { transform: `translate(${at_(places.anchor?.x)} 0)` })
  if (anchor) {
    drawn(anchor, "path", { d: `M0 ${top - 42}V${low}`, stroke: ink.quiet, "stroke-dasharray": "1 3" })
    drawn(anchor, "text", { x: -6, y: top - 45, class: "quiet", "dominant-baseline": "central" }, `◆ ${places.anchor.words}`)
  }
  const line = drawn(svg, "path", { d: `M0 ${top - 6}V${low}`, stroke: ink.accent, "stroke-width": 2 })

  const labels = places.labels.map(({ event, lines: words, side, box, leader }) => {
    const group = drawn(svg, "g", { class: "label off" })
    const [from, to, above, below] = box
    if (leader) drawn(group, "path", { d: `M${at_((leader[0] + leader[1]) / 2)} ${top + leader[2]}V${top + leader[3]}`, stroke: ink.line })
    // a label keeps its distance from its mark, wherever the page puts that
    const x = { left: at_(from) + 2, center: at_((from + to) / 2), right: at_(to) - 2 }[side]
    lines(group, words, x, top + (above + below) / 2 - 9 * (words.length - 1), { left: "", center: "middle", right: "end" }[side])
    return { event, group }
  })
  const marks = places.marks.map(([event, lane, y, size, colour]) => {
    const group = drawn(svg, "g", { class: "off", transform: `translate(0 ${top + y})`, "data-event": event })
    const bar = drawn(group, "path", { stroke: colour })
    const loose = drawn(group, "path", { stroke: colour, "stroke-dasharray": unknown[0].replaceAll("px", ""), "stroke-width": unknown[1] })
    const mark = drawn(group, "path", { stroke: colour })
    return { event, lane, size, colour, group, bar, loose, mark }
  })
  const ofEvent = states.events.map((_, event) => marks.filter((one) => one.event === event))
  const labelOf = new Map(labels.map((one) => [one.event, one.group]))

  const flag = drawn(svg, "g", {})
  const sign = drawn(flag, "rect", { y: top - 32, height: 26, fill: ink.accent })
  const words = drawn(flag, "text", { y: top - 19, class: "wanted", "dominant-baseline": "central" }, "")
  key(svg, places, margin, low + 72)

  const now = states.events.map(() => null)
  const pointer = new Int32Array(states.events.length).fill(-1) // place of the change each event stands on
  const running = new Set()
  let at = -1

  // Draw an event as of a day: what happened is never drawn beyond it.
  const draw = (event, until) => {
    const [, state, first, last, flags] = now[event] ?? [0, none]
    labelOf.get(event)?.setAttribute("class", state !== none && flags & FLAGS.asLast ? "label" : "off")
    if (anchor && event === places.anchor.event) anchor.setAttribute("class", state === none ? "off" : "")
    running.delete(event)
    for (const one of ofEvent[event]) {
      one.group.setAttribute("class", state === none ? "off" : `state${state}`)
      if (state === none) continue
      const over = happened.has(state)
      const limit = flags & FLAGS.unended ? Infinity : last
      const end = Math.max(first, over ? Math.min(limit, until) : last)
      const unsure = flags & FLAGS.vague && !(flags & FLAGS.span)
      const x = px(unsure ? (first + end + 1) / 2 : first + 0.5)
      const half = one.size / 2
      const [symbol, filled] = places.shapes[state]
      one.mark.setAttribute("d", outline(symbol, filled ? one.size : one.size - 2.5))
      one.mark.setAttribute("transform", `translate(${x} 0)`)
      one.mark.setAttribute("fill", filled ? one.colour : ink.ground)
      one.mark.setAttribute("stroke-width", filled ? 0 : 2.5)
      const [dash, thick, opacity] = unsure ? vague : over ? lasts : planned
      one.bar.setAttribute("d", end > first ? `M${px(first)} 0H${px(end + 1)}` : "")
      one.bar.setAttribute("stroke-dasharray", dash === "solid" ? "none" : dash.replaceAll("px", ""))
      one.bar.setAttribute("stroke-width", thick)
      one.bar.setAttribute("opacity", opacity)
      let loose = flags & FLAGS.openStart ? `M${x - one.size - 3} 0H${x - half}` : ""
      const right = Math.max(x + half, end > first ? px(end + 1) : 0) + one.size + 3
      if (state === unconfirmed) loose += `M${x + half} 0H${Math.max(x + half, Math.min(right, px(until + 1)))}`
      else if (!over && flags & FLAGS.unended && symbol !== "x") loose += `M${x + half} 0H${right}`
      one.loose.setAttribute("d", loose)
      if ((over && limit > until) || state === unconfirmed) running.add(event)
    }
  }

  return {
    element: svg,
    look() {},
    move(stop) {
      const touched = new Set(running)
      states.events.forEach((told, event) => {
        let place = pointer[event]
        while (place + 1 < told.length / 5 && told[5 * (place + 1)] <= stop) place += 1
        while (place >= 0 && told[5 * place] > stop) place -= 1
        if (place === pointer[event] && at >= 0) return
        pointer[event] = place
        now[event] = place < 0 ? null : told.slice(5 * place, 5 * place + 5)
        touched.add(event)
      })
      at = stop
      const until = today[stop]
      const inLane = counts.map(() => 0)
      for (const { event, lane } of marks) inLane[lane] += Number(now[event] && now[event][1] !== none)
      counts.forEach((one, lane) => { one.textContent = inLane[lane] })
      for (const event of touched) draw(event, until)
      const x = Math.max(px(until + 1), margin)
      for (const one of [line, flag]) one.setAttribute("transform", `translate(${x} 0)`)
      line.setAttribute("class", until < -1 ? "off" : "")
      words.textContent = `${until < -1 ? "◂ " : ""}as of ${inWords(days[stop])}`
      const wide = 6.6 * words.textContent.length + 12
      const back = x + wide > width - places.right ? -wide : 0
      sign.setAttribute("width", wide)
      sign.setAttribute("x", back)
      words.setAttribute("x", back + 6)
    },
  }
}

// What the shapes mean.
function key(svg, { shapes, ink }, left, y) {
  let x = left
  for (const [symbol, filled, words] of shapes) {
    const wide = words.includes("unconfirmed") ? 14 : 0
    if (wide) drawn(svg, "path", { d: `M${x + 12} ${y}h14`, stroke: ink.quiet, "stroke-width": 2, "stroke-dasharray": "3 2" })
    drawn(svg, "path", { d: outline(symbol, filled ? 13 : 10.5), transform: `translate(${x + 6} ${y})`,
      fill: filled ? ink.quiet : ink.ground, stroke: ink.quiet, "stroke-width": filled ? 0 : 2.5 })
    drawn(svg, "text", { x: x + 18 + wide, y, "dominant-baseline": "central" }, words)
    x += 44 + wide + 7.5 * words.length
  }
}
