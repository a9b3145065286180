// Builds the field page into the folder that Django serves; names without a hash, for Django adds one.
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../static/field/built",
    emptyOutDir: true,
    target: "es2020",
    modulePreload: false,
    cssCodeSplit: false,
    rolldownOptions: {
      input: { app: "src/main.tsx" },
      output: { entryFileNames: "[name].js", assetFileNames: "[name][extname]" },
    },
  },
});
