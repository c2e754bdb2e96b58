// What the browser tests ask of a page: how often it ran, whether it is at rest, and where the marks of a chart are.
window.desk = {
  runs: 0,
  restful: 0,
  idle() {
    const app = document.querySelector('[data-testid="stApp"]')
    const rest =
      app?.dataset.testScriptState === "notRunning" &&
      this.runs > 0 &&
      !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]') &&
      [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every((one) => one.querySelector(".main-svg")) &&
      [...document.querySelectorAll('[data-testid="stDataFrame"]')].every((one) => one.querySelector("canvas"))
    this.restful = rest ? this.restful + 1 : 0
    return this.restful > 3
  },
}
new MutationObserver((changes) => {
  for (const change of changes) {
    if (change.target.dataset.testScriptState === "notRunning") window.desk.runs += 1
    window.desk.restful = 0
  }
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-test-script-state"] })
