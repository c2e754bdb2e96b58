// What the browser tests ask of a page: whether it is at rest, and where the marks of a chart are.
window.desk = {
  runs: 0,
  restful: 0,
  idle() {
    const all = (name) => [...document.querySelectorAll(`[data-testid="${name}"]`)]
    const rest =
      this.runs > 0 &&
      all("stApp").every((app) => app.dataset.testScriptState === "notRunning") &&
      !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]') &&
      all("stPlotlyChart").every((chart) => chart.querySelector(".main-svg")) &&
      all("stDataFrame").every((table) => table.querySelector("canvas") || !table.checkVisibility())
    this.restful = rest ? this.restful + 1 : 0
    return this.restful > 3
  },
  chart: (key) => document.querySelector(`.st-key-${key} .js-plotly-plot`),
  token: (data) => [...data].join("|"),
  // customdata of every mark of a chart
  marks(key) {
    return this.chart(key).data.flatMap((trace) => [...(trace.customdata ?? [])].map(this.token))
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
new MutationObserver((changes) => {
  for (const { target } of changes) {
    if (target.dataset.testScriptState === "notRunning") window.desk.runs += 1
    window.desk.restful = 0
  }
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-test-script-state"] })
