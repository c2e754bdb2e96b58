// The stance matrix on any day: squares on the places of the page, of which a step touches only those that change.
// States by stop: a step forward puts those after, a step back those before.
function changesOf({ cells, columns, empty }, stops) {
  const byStop = Array.from({ length: stops }, () => [])
  for (const [row, column, ...told] of cells) {
    let before = empty
    for (let at = 0; at < told.length; at += 2) {
      byStop[told[at]].push(row * columns + column, before, told[at + 1])
      before = told[at + 1]
    }
  }
  return byStop
}

function painterOf(places, states, days) {
  const { rows, columns, empty, spoke } = states
  const { grid, ink } = places
  const changes = changesOf(states, days.length)
  const now = new Int8Array(rows * columns).fill(empty)
  const shown = new Int8Array(rows * columns).fill(empty)
  const [inRow, inColumn] = [new Int32Array(rows), new Int32Array(columns)]
  const [squares, numbers] = [new Array(rows * columns), new Array(rows * columns)]
  let at = -1

  const svg = document.createElementNS(SVG, "svg")
  svg.setAttribute("width", places.width)
  const rules = Object.entries(places.fill).map(([stance, fill]) => `.s${stance.replace("-", "m")} { fill: ${fill} }`)
  const inks = Object.entries(places.text).map(([stance, fill]) => `.n${stance.replace("-", "m")} { fill: ${fill} }`)
  drawn(svg, "style", {}, `${[...rules, ...inks].join("\n")}
    rect { stroke: ${places.edge} } text { font-size: 14px; fill: ${ink.text} } .quiet { fill: ${ink.quiet} }
    .number { font-weight: 700; text-anchor: middle; dominant-baseline: central } .off { display: none }`)
  const rule = drawn(svg, "path", { stroke: ink.faint })
  const back = drawn(svg, "g", { fill: "none", stroke: ink.line })
  // a path a row: what is drawn anew is not more than what changed
  const dots = places.rows.map(() => drawn(back, "path", { "stroke-width": 4, "stroke-linecap": "round", opacity: 0.6 }))
  const dotted = places.rows.map(() => "")
  const rings = drawn(back, "path", { "stroke-width": 2 })
  const heads = drawn(svg, "g", {})
  const front = drawn(svg, "g", {})

  const rowHeads = places.rows.map(({ y, words, part }) =>
    drawn(heads, "text", { x: places.left, y, "text-anchor": "end", "dominant-baseline": "central", class: `off${part ? " quiet" : ""}` }, words))
  const columnHeads = places.columns.map(({ x, words }) => {
    const one = drawn(heads, "text", { class: "off", transform: `translate(${x} ${places.top - 6}) rotate(-90)` })
    words.forEach((line, place) => drawn(one, "tspan", { x: 0, y: 5 + 18 * (place - (words.length - 1) / 2) }, line))
    return one
  })
  const themeHeads = places.themes.map(({ x, words }) => {
    const one = drawn(heads, "text", { class: "off quiet" })
    words.forEach((line, place) => drawn(one, "tspan", { x: x + 4, y: 18 + 18 * place }, line))
    return one
  })

  const create = (cell) => {
    const { y } = places.rows[Math.floor(cell / columns)]
    const { x } = places.columns[cell % columns]
    const side = grid - 6
    squares[cell] = drawn(front, "rect", { x: x - side / 2, y: y - side / 2, width: side, height: side })
    const text = drawn(front, "text", { x, y, "data-cell": cell }, "")
    numbers[cell] = { text, node: text.appendChild(document.createTextNode("")) }
  }
  const paint = (cell) => {
    const state = now[cell]
    const stance = Math.abs(state) <= 2
    if (!squares[cell]) {
      if (!stance) return
      create(cell)
    }
    const name = stance ? `${state}`.replace("-", "m") : ""
    const { text, node } = numbers[cell]
    squares[cell].setAttribute("class", stance ? `s${name}` : "off")
    text.setAttribute("class", stance ? `number n${name}` : "off")
    if (stance) node.data = places.signed[state]
  }
  // Names, dots and rings: of what the page shows, quiet where it is silent on the day; of the rest, once it comes up.
  const backdrop = () => {
    const row = places.rows.map(({ stays }, place) => stays || inRow[place] > 0)
    const column = places.columns.map(({ stays }, place) => stays || inColumn[place] > 0)
    let [silent, low] = ["", places.height - grid]
    places.rows.forEach(({ y, part }, down) => {
      rowHeads[down].setAttribute("class", !row[down] ? "off" : part || !inRow[down] ? "quiet" : "")
      if (row[down]) low = Math.max(low, y)
      let free = ""
      places.columns.forEach(({ x }, across) => {
        if (!row[down] || !column[across]) return
        const state = now[down * columns + across]
        if (state === spoke && inRow[down] && inColumn[across]) silent += `M${x - 7} ${y}a7 7 0 1 0 14 0a7 7 0 1 0 -14 0`
        else if (state === empty || state === spoke) free += `M${x} ${y}h0`
      })
      if (free !== dotted[down]) dots[down].setAttribute("d", free)
      dotted[down] = free
    })
    rings.setAttribute("d", silent)
    columnHeads.forEach((head, place) => head.setAttribute("class", !column[place] ? "off" : inColumn[place] ? "" : "quiet"))
    const up = places.themes.map(({ over }) => over.some((one) => column[one]))
    themeHeads.forEach((head, place) => head.classList.toggle("off", !up[place]))
    const lines = places.themes.filter((_, place) => place && up[place]).map(({ x }) => `M${x - 6} ${places.top}V${low + grid / 2}`)
    rule.setAttribute("d", lines.join(""))
    const height = `${Math.max(places.height, low + grid)}`
    if (svg.getAttribute("height") !== height) svg.setAttribute("height", height) // a height lays out all, the same one too
  }

  const touched = []
  const waiting = new Uint8Array(rows * columns) // touched, and not painted yet
  let behind = true
  const put = (cell, state) => {
    const held = now[cell]
    if (held === state) return
    const change = (state >= -2 && state <= 2) - (held >= -2 && held <= 2)
    if (change) {
      const [row, column] = [(cell / columns) | 0, cell % columns]
      if (!inRow[row] || !inColumn[column]) behind = true
      inRow[row] += change
      inColumn[column] += change
      if (!inRow[row] || !inColumn[column] || change < 0) behind = true
    }
    if (state === spoke || held === spoke) behind = true
    now[cell] = state
    if (waiting[cell]) return
    waiting[cell] = 1
    touched.push(cell)
  }
  // Paint what waits: in sight at once, so many of the rest when there is time.
  const paintAll = (sight, most) => {
    let left = 0
    for (const cell of touched) {
      const { x } = places.columns[cell % columns]
      const { y } = places.rows[(cell / columns) | 0]
      if ((x < sight.left || x > sight.right || y < sight.top || y > sight.bottom) && most-- <= 0) {
        touched[left++] = cell
        continue
      }
      waiting[cell] = 0
      if (now[cell] !== shown[cell]) paint(cell)
      shown[cell] = now[cell]
    }
    touched.length = left
    if (left) soon()
  }
  const nowhere = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity }
  let asked = 0
  const soon = () => {
    asked ||= setTimeout(() => {
      asked = 0
      paintAll(nowhere, 150)
    }, 20)
  }

  return {
    element: svg,
    waits: () => touched.length > 0,
    // what is in sight was scrolled: catch up
    look: (sight) => touched.length && paintAll(sight, 0),
    move(stop, sight) {
      for (; at < stop; at += 1) {
        const told = changes[at + 1]
        for (let one = 0; one < told.length; one += 3) put(told[one], told[one + 2])
      }
      for (; at > stop; at -= 1) {
        const told = changes[at]
        for (let one = told.length - 3; one >= 0; one -= 3) put(told[one], told[one + 1])
      }
      paintAll(sight, 100)
      if (behind) backdrop()
      behind = false
    },
  }
}
