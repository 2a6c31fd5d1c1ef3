// The reading under way of one patient: scores, decisions, and which segment is chosen.
const SEGMENTS = 17;

export class Reading {
  /** @param patient as the server sends it  @param condition without or with  @param recorded the reading, if it is final */
  constructor(patient, condition, store) {
    this.index = patient.index;
    this.condition = condition;
    this.states = ["stress", "rest"].filter((state) => patient[state]);
    this.final = patient[condition] !== null;
    this.store = store;
    this.state = this.states[0];
    this.segment = 0;
    const start = patient[condition] ?? store.load(this.index, condition) ?? patient.without;
    this.scores = {};
    for (const state of this.states) {
      this.scores[state] = [...(start?.[state] ?? new Array(SEGMENTS).fill(0))];
    }
    this.diseased = [...(start?.diseased ?? [null, null, null])];
  }

  #changed() {
    this.store.save(this.index, this.condition, { ...this.scores, diseased: this.diseased });
  }

  score(value) {
    if (!this.final) {
      this.scores[this.state][this.segment] = value;
      this.#changed();
    }
  }

  decide(vessel, diseased) {
    if (!this.final) {
      this.diseased[vessel] = diseased;
      this.#changed();
    }
  }

  move(step) {
    this.segment = (this.segment + step + SEGMENTS) % SEGMENTS;
  }

  choose(state, segment = this.segment) {
    if (this.states.includes(state)) {
      this.state = state;
      this.segment = segment;
    }
  }

  decided() {
    return this.diseased.every((d) => d !== null);
  }

  sum(state, counts) {
    return this.scores[state]?.reduce((sum, score, i) => sum + (counts(i) ? score : 0), 0) ?? null;
  }

  toJson() {
    return { condition: this.condition, diseased: this.diseased, stress: this.scores.stress ?? null, rest: this.scores.rest ?? null };
  }
}

/** Keeps readings under way over a reload of the page; without ids of patients. */
export class Drafts {
  constructor(reader) {
    this.prefix = `spect-${reader}-`;
  }

  load(index, condition) {
    return JSON.parse(sessionStorage.getItem(`${this.prefix}${index}-${condition}`));
  }

  save(index, condition, draft) {
    sessionStorage.setItem(`${this.prefix}${index}-${condition}`, JSON.stringify(draft));
  }

  drop(index, condition) {
    sessionStorage.removeItem(`${this.prefix}${index}-${condition}`);
  }
}
