// What the browser tests ask of a page: how often it ran, whether it is at rest, where the marks of a chart are.
window.desk = {
  runs: 0,
  owed: false,
  restful: 0,
  idle() {
    const all = (name) => [...document.querySelectorAll(`[data-testid="${name}"]`)]
    const rest =
      this.runs > 0 &&
      !this.owed &&
      (window.crisisDeskListens || all("stAlertContentError").length > 0) &&
      all("stApp").every((app) => app.dataset.testScriptState === "notRunning") &&
      !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]') &&
      all("stPlotlyChart").every((chart) => chart.querySelector(".main-svg")) &&
      all("stDataFrame").every((table) => table.querySelector("canvas") || !table.checkVisibility())
    this.restful = rest ? this.restful + 1 : 0
    return this.restful > 5
  },
  chart: (key) => document.querySelector(`.st-key-${key} .js-plotly-plot`),
  token: (data) => [...data].join("|"),
  // customdata of every mark of a chart
  marks(key) {
    const told = (trace) => [...(trace.customdata ?? [])].filter((one) => one.length > 0)
    return this.chart(key).data.flatMap((trace) => told(trace).map(this.token))
  },
  // drawn elements of the marks by their customdata: plotly binds each element to its trace and place
  drawn(key) {
    const found = {}
    for (const path of this.chart(key).querySelectorAll(".scatterlayer path.point")) {
      const { customdata } = path.closest(".trace").__data__[0].trace
      if (customdata?.[path.__data__.i]) found[this.token(customdata[path.__data__.i])] = path
    }
    return found
  },
  // what every mark and text of a chart looks like
  faces(key) {
    return [...this.chart(key).querySelectorAll(".scatterlayer path, .scatterlayer text, .barlayer path")].map((one) => {
      const { fill, stroke, opacity, fillOpacity } = getComputedStyle(one)
      return [fill, stroke, opacity, fillOpacity]
    })
  },
  // where the frame of a chart stands and how high it is, in every picture the screen shows until it is asked for
  watch(key) {
    const seen = new Set()
    const look = () => {
      const { top, height } = document.querySelector(`.st-key-scroll-${key}`).getBoundingClientRect()
      seen.add(`${Math.round(top)} ${Math.round(height)}`)
      this.watching = requestAnimationFrame(look)
    }
    look()
    this.seen = () => { cancelAnimationFrame(this.watching); return [...seen] }
  },
  // of the marks of a kind, the one farthest from every other: a click on it can mean nothing else
  apart(key, kind) {
    const spots = Object.entries(this.drawn(key)).map(([token, path]) => {
      const { x, y, width, height } = path.getBoundingClientRect()
      return { token, x: x + width / 2, y: y + height / 2 }
    })
    const room = (one) => Math.min(...spots.filter((two) => two !== one).map((two) => Math.hypot(one.x - two.x, one.y - two.y)))
    return spots.filter(({ token }) => token.startsWith(`${kind}|`)).sort((one, two) => room(two) - room(one))[0].token
  },
  // what has the keyboard, inside components too
  focused() {
    let one = document.activeElement
    while (one.shadowRoot?.activeElement) one = one.shadowRoot.activeElement
    return one
  },
}
// What is said on the socket: a rerun is asked for by field 11 of the browser's messages, and its end is field 6 of the
// server's, 3 meaning that a part of the page ran alone, which is no run of the page. What the page shows of runs is too
// brief to count on.
const field = (bytes, wanted) => {
  let at = 0
  const number = () => {
    let [value, scale, byte] = [0, 1, 128]
    for (; byte > 127; scale *= 128) value += ((byte = bytes[at++]) & 127) * scale
    return value
  }
  while (at < bytes.length) {
    const tag = number()
    const value = { 0: number, 1: () => 8, 2: number, 5: () => 4 }[tag & 7]()
    if (tag >>> 3 === wanted) return value
    if (tag & 7) at += value
  }
  return null
}
window.WebSocket = class extends WebSocket {
  constructor(...address) {
    super(...address)
    this.addEventListener("message", ({ data }) => {
      window.desk.restful = 0
      const end = field(new Uint8Array(data), 6)
      if (end === null) return
      window.desk.runs += end === 3 ? 0 : 1
      window.desk.owed = false
    })
  }
  send(data) {
    if (field(new Uint8Array(data.buffer ?? data), 11) !== null) window.desk.owed = true
    super.send(data)
  }
}
new MutationObserver(() => { window.desk.restful = 0 }).observe(document, { subtree: true, childList: true })
