// Sex and date of birth follow the number while it is typed, as long as nobody has set them by hand.
const number = document.querySelector("[data-document-number]");
const kind = document.querySelector("[name=document_type]");
const sex = document.querySelector("[name=sex]");
const birthDate = document.querySelector("[name=birth_date]");
const WITH_BIRTH_DATE = ["111", "553", "554"];

function read(text) {
  const match = /^[0-9]{6}([0-9]{4})([0-9]{2})([0-9]{2})[0-9]{2}([0-9])[0-9X]$/i.exec(text.replace(/[\s-]/g, ""));
  if (!match || !WITH_BIRTH_DATE.includes(kind.value)) return null;
  const [, year, month, day, order] = match;
  return { born: `${year}-${month}-${day}`, sex: Number(order) % 2 ? "1" : "2" };
}

function prefill() {
  const found = read(number.value);
  if (!found) return;
  for (const [field, value] of [[birthDate, found.born], [sex, found.sex]]) {
    if (!field.dataset.touched) field.value = value;
  }
}

if (number) {
  for (const field of [sex, birthDate]) {
    field.addEventListener("change", () => (field.dataset.touched = "yes"));
  }
  number.addEventListener("input", prefill);
  kind.addEventListener("change", prefill);
}
