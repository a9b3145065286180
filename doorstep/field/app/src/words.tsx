// What the page says. Tibetan is a draft: it never stands without the Chinese.

import type { ComponentChildren } from "preact";
import bo from "../words/bo.json";
import en from "../words/en.json";
import zh from "../words/zh-hans.json";
import { state } from "./state";

type Words = Record<string, string | undefined>;
type Said = Record<string, string | number>;

const fill = (text: string, said: Said) => text.replace(/{(\w+)}/g, (_, name: string) => `${said[name] ?? ""}`);
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

export function day(text: string): string {
  const locale = state.language === "en" ? "en-GB" : "zh-CN";
  const form: Intl.DateTimeFormatOptions =
    { day: "numeric", month: state.language === "en" ? "short" : "long", timeZone: "UTC" };
  return text && new Intl.DateTimeFormat(locale, form).format(Date.parse(text));
}

export const htmlLanguage = () => (state.language === "en" ? "en" : "zh-Hans");
