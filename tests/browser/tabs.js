// A walk over a page by Tab, by arrows inside groups: which of the controls it shows have the keyboard at some time, and
// whether they show it.
window.tabs = {
  CONTROLS: [
    "a[href]", "button", "input", "select", "textarea", "summary", "[contenteditable=true]", "[tabindex]",
    ...["button", "link", "checkbox", "switch", "radio", "tab", "slider", "spinbutton", "combobox"].map((one) => `[role=${one}]`),
  ].join(),
  // parts of a field that has the keyboard itself: what opens its list or its calendar, and steps its number, is on its arrows
  PARTS: "[role=combobox] ~ * button, [role=combobox] ~ button, .react-aria-ComboBox button, [data-testid^=stNumberInputStep]",
  // what scripts may put the keyboard on, but no reader; a place to drop files is one for mice, the button inside it is for all
  PLACES: "[role=presentation][tabindex='-1']",
  GROUPS: "[role=radiogroup], [role=toolbar], [role=tablist]",
  LONGEST: 60, // presses inside one table
  *all(root = document) {
    for (const one of root.querySelectorAll("*")) {
      if (one.matches(this.CONTROLS) && !one.matches(`${this.PARTS}, ${this.PLACES}`) && this.shown(one)) yield one
      if (one.shadowRoot) yield* this.all(one.shadowRoot)
    }
  },
  shown(one) {
    const { width, height } = one.getBoundingClientRect()
    return width > 1 && height > 1 && !one.closest("[inert], [aria-hidden=true]") && one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
  },
  said(one) {
    return (one.getAttribute("aria-label") ?? one.labels?.[0]?.innerText ?? one.innerText ?? "").trim().replace(/\s+/g, " ")
  },
  name(one) {
    return `${one.localName} ${this.said(one).slice(0, 60)}`
  },
  // how something and the boxes around it look
  look(one) {
    const looks = []
    for (let at = one, up = 0; at && up < 7; at = at.parentElement ?? at.getRootNode().host, up += 1) {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor } = getComputedStyle(at)
      looks.push(outlineStyle === "none" ? "" : `${outlineWidth} ${outlineColor}`, boxShadow, borderColor)
    }
    return looks.join()
  },
  begin() {
    const style = document.createElement("style")
    style.textContent = "* { transition: none !important }"
    document.head.append(style)
    Object.assign(this, { had: new Set(), dull: [], last: null, key: "Tab", stays: 0, arrows: 0, wanted: [...this.all()] })
  },
  // look at what has the keyboard now; the key to press next, nothing at the end
  step() {
    const at = window.desk.focused()
    const one = at.closest("canvas") ?? at // the cells inside are the table as screen readers have it
    if (one === this.last?.one) {
      this.stays += 1
    } else {
      if (this.last && this.look(this.last.one) === this.last.look) this.dull.push(this.name(this.last.one))
      if (one === document.body || (this.key === "Tab" && this.had.has(one))) return ""
      this.stays = 0
      this.had.add(one)
      this.last = { one, look: this.look(one) }
    }
    if (this.stays > this.LONGEST) throw new Error(`Tab does not leave ${this.name(one)}`)
    const group = one.closest(this.GROUPS)
    const rest = group && [...group.querySelectorAll("button")].filter((other) => this.shown(other) && !this.had.has(other))
    this.arrows = group === this.group ? this.arrows + 1 : 0
    this.group = group
    this.key = rest?.length && this.arrows < 9 && this.stays === 0 ? "ArrowRight" : "Tab"
    return this.key
  },
  missed() {
    return this.wanted.filter((one) => one.isConnected && !this.had.has(one)).map((one) => this.name(one))
  },
}
