// What the page says. Tibetan is a draft: it never stands without the Chinese.

import type { ComponentChildren } from "preact";
import bo from "../words/bo.json";
import en from "../words/en.json";
import zh from "../words/zh-hans.json";
import { today } from "./days";
import { state } from "./state";

type Words = Record<string, string | undefined>;
export type Said = Record<string, string | number>;

const fill = (text: string, said: Said) => !text.includes("{") ? text : text.replace(/{(\w+)}/g, (_, name: string) => `${said[name] ?? ""}`);
const plainWords = (): Words => (state.language === "en" ? en : zh);

/** Plain text, for titles and labels that hold no elements: Chinese or English. */
export const say = (key: string, said: Said = {}) => fill(plainWords()[key] ?? key, said);

/** The words as they are shown. */
export function w(key: string, said: Said = {}): ComponentChildren {
  return beside((bo as Words)[key] && fill((bo as Words)[key]!, said), say(key, said));
}

/** A name that the method gives in several languages. */
export function named(names: Record<string, string>): ComponentChildren {
  const text = (state.language === "en" && names.en) || names["zh-hans"] || names.en || "";
  return beside(names.bo, text);
}

function beside(tibetan: string | undefined, text: string): ComponentChildren {
  if (state.language !== "bo" || !tibetan) return text;
  return <span class="both"><span lang="bo">{tibetan}</span> <span>{text}</span></span>;
}

const calendar = (locale: string, month: "short" | "long", year?: "numeric") =>
  new Intl.DateTimeFormat(locale, { day: "numeric", month, year, timeZone: "UTC" });
const calendars = { en: calendar("en-GB", "short"), zh: calendar("zh-CN", "long") }; // dear to make
const ofYears = { en: calendar("en-GB", "short", "numeric"), zh: calendar("zh-CN", "long", "numeric") };

/** A day, with its year where that is not this one. */
export function day(text: string): string {
  const known = text.slice(0, 4) === today().slice(0, 4) ? calendars : ofYears;
  return text && known[state.language === "en" ? "en" : "zh"].format(Date.parse(text));
}

export const htmlLanguage = () => (state.language === "en" ? "en" : "zh-Hans");
