// A hand that moves through the days in the browser: drag, arrow keys or play. Nothing is asked of the server while it
// moves but, once, the states of all days. Let go, and the day becomes that of the lens.
const MONTHS = "January February March April May June July August September October November December".split(" ")
const DAY = 86_400_000
const SVG = "http://www.w3.org/2000/svg"
const PACE = window.matchMedia?.("(prefers-reduced-motion: reduce)").matches ? 400 : 40
const PATIENCE = 5000 // milliseconds that play waits for the states before it goes on without
const RETRY = 2000 // milliseconds after which the states are asked for again
const REST = 700 // milliseconds after the last key until the day is taken

const inWords = (iso) => `${Number(iso.slice(8))} ${MONTHS[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`
const daysOf = (runs) =>
  runs.flatMap(([first, count]) =>
    Array.from({ length: count }, (_, one) => new Date(Date.parse(first) + one * DAY).toISOString().slice(0, 10)))

// What a painter draws with.
const drawn = (parent, kind, attributes, text) => {
  const one = document.createElementNS(SVG, kind)
  for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value)
  if (text !== undefined) one.textContent = text
  parent.append(one)
  return one
}

class Hand {
  constructor(root) {
    this.root = root.querySelector(".hand")
    this.button = root.querySelector("button")
    this.input = root.querySelector("input")
    this.output = root.querySelector("output")
    this.over = root.querySelector(".over")
    this.playing = this.moving = this.byKey = false
    this.listen()
  }

  // What the page shows now: its day, and the days to stand on.
  told(data, send) {
    this.send = send
    const [known, standing] = [this.data, this.days?.[this.at]]
    this.data = data
    if (known?.token !== data.token || known?.places !== data.places) this.painter = null
    const runs = JSON.stringify(data.stops)
    if (this.runs !== runs) this.base = daysOf(data.stops)
    this.runs = runs
    // the day of the page may lie in a long quiet stretch that the hand skips
    this.place = this.base.findIndex((one) => one >= data.day)
    if (this.place < 0) this.place = this.base.length
    this.added = this.base[this.place] !== data.day
    this.days = this.added ? this.base.toSpliced(this.place, 0, data.day) : this.base
    this.input.max = this.days.length - 1
    this.settled = this.place
    if (!this.moving) this.go(this.settled)
    else if (this.wanted !== data.day) this.carryOn(known.token === data.token ? this.days.indexOf(standing) : -1)
  }

  // The page ran while the hand moves: it moves on from where it stands, unless the lens is another.
  carryOn(at) {
    if (at < 0) this.end()
    else this.go(at)
  }

  // The stop of the states that a place on the slider stands for.
  get stop() {
    return this.added && this.at >= this.place ? this.at - 1 : this.at
  }

  go(at) {
    this.at = at
    this.input.value = at
    const words = inWords(this.days[at])
    this.input.setAttribute("aria-valuetext", words)
    this.output.textContent = words
    this.output.classList.toggle("moving", this.moving)
    if (this.moving) this.show()
  }

  // The states of the lens and their places on the page, once they came.
  get answer() {
    const answer = window.crisisDeskDays.held.get(this.data.token)
    return answer?.places.of === this.data.places ? answer : undefined
  }

  ask() {
    const { token, places } = this.data
    const again = performance.now()
    // what is asked while the page runs may be lost: ask again
    if (this.answer || (this.asked === token + places && again - this.since < RETRY)) return
    this.asked = token + places
    this.since = again
    setTimeout(() => this.moving && this.root.isConnected && this.ask(), RETRY + 10)
    window.crisisDeskDays.ask?.({ token, places, have: window.crisisDeskDays.held.has(token) })
  }

  begin() {
    if (this.moving) return
    this.moving = true
    this.wanted = null
    this.marked(true)
    this.ask()
  }

  // desk.css lets what waits for a day stand back
  marked(moves) {
    this.root.getRootNode().host.toggleAttribute("data-desk-moving", moves)
  }

  show() {
    if (!this.painter) this.make()
    if (!this.painter) return
    if (this.over.hidden) {
      this.over.hidden = false
      this.lay()
      this.over.scrollLeft = this.chart.scrollLeft
      this.look()
    }
    this.painter.move(this.stop, this.sight)
  }

  get chart() {
    return document.querySelector(`.st-key-scroll-${this.data.chart}`)
  }

  // Over the chart, wherever the page is scrolled to: the hand stays in sight, what it moves stays in its place.
  lay() {
    const [one, here] = [this.chart.getBoundingClientRect(), this.root.getBoundingClientRect()]
    const style = { left: one.left - here.left, top: one.top - here.top, width: one.width, minHeight: one.height }
    for (const [name, pixels] of Object.entries(style)) this.over.style[name] = `${pixels}px`
  }

  // The part of what is drawn that the window shows, and a little around it; read only where it changes, as it is costly.
  look() {
    const { left, top } = this.painter.element.getBoundingClientRect()
    this.sight = { left: -left - 50, right: innerWidth - left + 50, top: -top - 50, bottom: innerHeight - top + 50 }
  }

  make() {
    const { answer } = this
    if (!answer?.places.width && !answer?.places.across) return
    const width = this.chart.querySelector(".js-plotly-plot")?.clientWidth
    this.painter = painterOf(answer.places, answer.states, this.base, width)
    this.over.replaceChildren(this.painter.element)
    if (!this.over.hidden) this.look()
  }

  // The states came: show them if the hand moves already.
  answered() {
    if (this.moving && !this.wanted) this.show()
  }

  settle() {
    this.pause()
    if (!this.moving) return
    if (this.days[this.at] === this.data.day) return this.end()
    this.wanted = this.days[this.at]
    const chart = this.chart.querySelector(".js-plotly-plot")
    this.redrawn = false
    const redrawn = () => { this.redrawn = true; chart.removeListener("plotly_afterplot", redrawn) }
    chart?.on?.("plotly_afterplot", redrawn)
    this.send("day", this.wanted)
  }

  // The page has run to its end: the chart of its day is drawn or about to be.
  ran(day) {
    if (this.moving && !this.wanted) this.ask()
    if (this.wanted !== day) return
    const since = performance.now()
    const look = () => {
      if (this.wanted !== day) return
      if (this.redrawn || performance.now() - since > 600) requestAnimationFrame(() => this.wanted === day && this.end())
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }

  end() {
    this.pause()
    if (this.chart && !this.over.hidden) this.chart.scrollLeft = this.over.scrollLeft
    this.moving = false
    this.wanted = null
    this.over.hidden = true
    this.marked(false)
    this.go(this.settled)
  }

  play() {
    this.begin()
    this.wanted = null
    this.playing = true
    this.button.textContent = "❚❚ Pause"
    if (this.at === this.days.length - 1) this.go(0)
    const start = performance.now()
    let last = start
    const step = (now) => {
      if (!this.playing || !this.root.isConnected) return
      const waits = !this.answer && now - start < PATIENCE
      const steps = waits ? 0 : Math.floor((now - last) / PACE)
      if (waits) last = now
      if (steps) {
        last += steps * PACE
        this.go(Math.min(this.at + steps, this.days.length - 1))
      }
      if (this.at === this.days.length - 1) return this.settle()
      requestAnimationFrame(step)
    }
    requestAnimationFrame(step)
  }

  pause() {
    this.playing = false
    this.button.textContent = "▶ Play"
    clearTimeout(this.rest)
  }

  listen() {
    const { input, button, root } = this
    const intent = () => this.data && this.ask()
    for (const kind of ["pointerenter", "focusin"]) root.addEventListener(kind, intent)
    input.addEventListener("pointerdown", () => { this.byKey = this.waved = false; this.pause() })
    input.addEventListener("keydown", ({ key }) => {
      if (key === "Enter") this.settle()
      if (key === "Escape" || key === "Tab") return
      this.byKey = true
      this.waved = false
    })
    input.addEventListener("input", () => {
      if (this.waved) return void (input.value = this.settled)
      const to = Number(input.value)
      if (this.playing) this.pause()
      this.begin()
      this.wanted = null
      this.go(to)
      clearTimeout(this.rest)
      if (this.byKey) this.rest = setTimeout(() => this.settle(), REST)
    })
    input.addEventListener("change", () => { if (!this.byKey && !this.waved) this.settle() })
    input.addEventListener("blur", () => { if (this.byKey && this.moving && !this.wanted) this.settle() })
    document.addEventListener("scroll", () => {
      if (!root.isConnected) return
      root.classList.toggle("stuck", root.getBoundingClientRect().top < 40)
      if (this.over.hidden) return
      this.lay()
      if (!this.painter) return
      this.look()
      this.painter.look(this.sight)
    }, { capture: true, passive: true })
    button.addEventListener("click", () => (this.playing ? this.settle() : this.play()))
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.moving || this.wanted) return
      event.stopPropagation()
      this.waved = true
      this.end()
    })
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const days = (window.crisisDeskDays ??= { held: new Map() })
  const hand = (parentElement.crisisDeskHand ??= new Hand(parentElement))
  days.hand = hand
  hand.told(data, setTriggerValue)
}
