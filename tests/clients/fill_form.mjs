// Fills in a form with pdf.js or pdf-lib: node fill_form.mjs <program> <form.pdf> <values.json> <font.ttf> <filled.pdf>
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [program, form, values, font, filled] = process.argv.slice(2);
const asked = JSON.parse(fs.readFileSync(values, "utf8"));
const modules = process.env.FORM_MODULES;
const require = createRequire(path.join(modules, "none.js"));

async function withPdfJs(bytes) {
  const library = pathToFileURL(path.join(modules, "node_modules/pdfjs-dist/legacy/build/pdf.mjs"));
  const pdfjs = await import(library.href);
  const document = await pdfjs.getDocument({ data: bytes, isEvalSupported: false }).promise;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    for (const each of await page.getAnnotations()) {
      if (each.fieldName in asked.text) {
        document.annotationStorage.setValue(each.id, { value: asked.text[each.fieldName] });
      } else if (each.fieldName in asked.one) {
        document.annotationStorage.setValue(each.id, { value: each.buttonValue === asked.one[each.fieldName] });
      } else if (asked.many.includes(each.fieldName)) {
        document.annotationStorage.setValue(each.id, { value: true });
      }
    }
  }
  return document.saveDocument();
}

async function withPdfLib(bytes) {
  const { PDFDocument } = require("pdf-lib");
  const fontkit = require("@pdf-lib/fontkit");
  const document = await PDFDocument.load(bytes);
  document.registerFontkit(fontkit);
  const embedded = await document.embedFont(fs.readFileSync(font), { subset: false });
  const fields = document.getForm();
  for (const [name, value] of Object.entries(asked.text)) fields.getTextField(name).setText(value);
  for (const [name, value] of Object.entries(asked.one)) fields.getRadioGroup(name).select(value);
  for (const name of asked.many) fields.getCheckBox(name).check();
  fields.updateFieldAppearances(embedded);
  return document.save({ updateFieldAppearances: false });
}

const bytes = new Uint8Array(fs.readFileSync(form));
fs.writeFileSync(filled, await (program === "pdf.js" ? withPdfJs(bytes) : withPdfLib(bytes)));
