/** One value and those who want to know when it changes. */
import { useEffect, useState } from 'preact/hooks';

export class Store {
  #value;
  #listeners = new Set();

  constructor(value) {
    this.#value = value;
  }

  get value() {
    return this.#value;
  }

  /** Lays the fields of `change` over the value. */
  set(change) {
    this.#value = { ...this.#value, ...change };
    for (const listener of this.#listeners) listener(this.#value);
  }

  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** The store's value in a component, which is drawn again whenever it changes. */
export function useStore(store) {
  const [value, setValue] = useState(store.value);
  useEffect(() => {
    setValue(store.value);
    return store.subscribe(setValue);
  }, [store]);
  return value;
}

/** Current time in milliseconds, told anew every `everyMs` while the component stands. */
export function useNow(everyMs) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
