// The states of all days, for the hand above: asked for when the reader reaches for it, kept while the page is open.
const MOST = 12 // lenses whose states are kept

export default function ({ data, setTriggerValue }) {
  const days = (window.crisisDeskDays ??= { held: new Map() })
  days.ask = (asked) => setTriggerValue("wanted", asked)
  if (data.places) {
    const held = days.held.get(data.token) ?? {}
    days.held.delete(data.token)
    days.held.set(data.token, { states: data.states ?? held.states, places: data.places })
    if (days.held.size > MOST) days.held.delete(days.held.keys().next().value)
    days.hand?.answered()
  }
  days.hand?.ran(data.day)
}
