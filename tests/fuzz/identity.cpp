// Numbers of people and organizations, phones, names, amounts and dates as people type them.
#include "models/identity.hpp"
#include "models/money.hpp"
#include "models/time.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace models;

static const Date kToday{std::chrono::year{2026} / 11 / 24};

static void try_resident_id(std::string_view text)
{
    const auto id = parse_resident_id(text, kToday);
    if (!id) return;
    must(id->number.size() == 18 && id->birth.ok() && id->birth <= kToday, "a number with a birth date");
    must(resident_check_character(std::string_view(id->number).substr(0, 17)) == id->number[17],
         "its check digit");
    const auto again = parse_resident_id(id->number, kToday);
    must(again && again->number == id->number && again->birth == id->birth, "reads as the same again");
}

static void try_words(std::string_view text)
{
    const auto once = folded(text);
    must(folded(once) == once, "folding twice changes nothing");
    if (!is_utf8(text)) return;
    must(is_utf8(once) && is_utf8(masked_name(once)), "UTF-8 stays UTF-8");
    must(is_utf8(masked_id_number(once)) && is_utf8(masked_phone(once)), "masks too");
    must(count_characters(text) <= text.size(), "no more characters than bytes");
}

void try_text(std::string_view text)
{
    try_resident_id(text);
    try_words(text);
    for (const auto type : {IdType::passport, IdType::household_book})
        if (const auto number = parse_id_number(type, text, kToday)) must(!number->empty(), "a number");
    if (const auto code = parse_unified_code(text)) must(code->size() == 18, "18 characters");
    if (const auto phone = parse_phone(text)) must(phone->size() >= 7 && phone->size() <= 15, "a phone");
    if (const auto yuan = parse_yuan(text)) {
        must(yuan->fen >= 0 && yuan->fen <= kMostFen, "an amount in range");
        must(parse_yuan(to_yuan(*yuan)) == yuan, "reads as the same again");
    }
    if (const auto date = parse_date(text)) must(to_text(*date) == text, "a date is written as it was read");
    if (const auto time = parse_time(text)) {
        const auto second = std::chrono::floor<std::chrono::seconds>(*time);
        must(parse_time(to_text(*time)) == Time{second}, "an instant reads as the same, to the second");
    }
}
