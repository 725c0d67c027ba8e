#include "server/editor/slots.hpp"
#include "models/identity.hpp"
#include "models/money.hpp"
#include "models/time.hpp"
#include "server/editor/places.hpp"
#include <algorithm>

namespace server::editor {

using nlohmann::json;
using namespace models;
using Texts = std::vector<std::string>;

namespace {

json::json_pointer pointer_of(const Slot& slot) { return json::json_pointer("/" + slot.name); }

const json& value_of(const json& document, const Slot& slot)
{
    static const json kNothing;
    const auto pointer = pointer_of(slot);
    return document.contains(pointer) ? document.at(pointer) : kNothing;
}

std::string text_in(const json& value)
{
    return value.is_string() ? value.get<std::string>() : std::string();
}

Texts texts_in(const json& value)
{
    Texts texts;
    if (value.is_array())
        for (const auto& one : value) texts.push_back(text_in(one));
    return texts;
}

// A window's end is the first instant that is over: its last day is the one before.
std::string day_typed(const json& value, bool last)
{
    const auto text = text_in(value);
    const auto time = parse_time(text);
    if (!time) return text;
    return to_text(day_of(last ? *time - std::chrono::milliseconds(1) : *time));
}

json day_json(const std::string& typed, bool last)
{
    if (typed.empty()) return nullptr;
    const auto day = parse_date(typed);
    if (!day) return typed;
    return to_text(last ? start_of(plus_days(*day, 1)) : start_of(*day));
}

std::string place_typed(const json& value, const Divisions& divisions)
{
    const auto text = text_in(value);
    const auto area = parse_area(text);
    return area ? place_text(divisions, *area) : text;
}

json place_json(const std::string& typed, const Divisions& divisions)
{
    if (typed.empty()) return nullptr;
    const auto area = find_place(divisions, typed);
    return area ? to_text(*area) : typed;
}

std::string joined(const Texts& texts, const char* mark)
{
    std::string all;
    for (const auto& text : texts) all += (all.empty() ? "" : mark) + text;
    return all;
}

bool has_box(const Slot& slot, const std::string& code)
{
    return std::ranges::find(slot.options, code, &html::Fields::Option::value) != slot.options.end();
}

// Of a list: those with a box, and those typed as text, a line each.
Texts of_list(const Slot& slot, const json& value, bool boxes)
{
    auto texts = texts_in(value);
    std::erase_if(texts, [&](const std::string& text) { return has_box(slot, text) != boxes; });
    return texts;
}

std::string own_of(const Slot& slot) { return slot.name + "/own"; }

Texts typed_value(const json& document, const Slot& slot, const Divisions& divisions)
{
    const auto& value = value_of(document, slot);
    const auto one = [](std::string text) { return text.empty() ? Texts{} : Texts{std::move(text)}; };
    switch (slot.type) {
    case SlotType::text:
    case SlotType::lines:
    case SlotType::choice:
    case SlotType::date: return one(text_in(value));
    case SlotType::number: return one(number_typed(value));
    case SlotType::yuan:
    case SlotType::percent: return one(yuan_typed(value)); // both have two decimals
    case SlotType::yes: return one(value == true ? "yes" : "");
    case SlotType::checks:
    case SlotType::list: return of_list(slot, value, true);
    case SlotType::from_day: return one(day_typed(value, false));
    case SlotType::until_day: return one(day_typed(value, true));
    case SlotType::place: return one(place_typed(value, divisions));
    case SlotType::places: {
        Texts names;
        for (const auto& area : texts_in(value)) names.push_back(place_typed(area, divisions));
        return one(joined(names, "、"));
    }
    }
    return {};
}

json json_value(const Slot& slot, const Texts& typed, const json& before, const Divisions& divisions)
{
    const auto text = typed.empty() ? std::string() : typed.front();
    const auto or_null = [&] { return text.empty() ? json() : json(text); };
    switch (slot.type) {
    case SlotType::text:
    case SlotType::lines:
    case SlotType::choice:
    case SlotType::date: return or_null();
    case SlotType::number: return number_json(text);
    case SlotType::yuan:
    case SlotType::percent: return yuan_json(text);
    case SlotType::yes: return !text.empty();
    case SlotType::checks:
    case SlotType::list: return in_order(texts_in(before), typed);
    case SlotType::from_day: return day_json(text, false);
    case SlotType::until_day: return day_json(text, true);
    case SlotType::place: return place_json(text, divisions);
    case SlotType::places: {
        auto areas = json::array();
        for (const auto& word : words_in(text)) areas.push_back(place_json(word, divisions));
        return areas;
    }
    }
    return {};
}

Texts lines_in(const std::string& typed)
{
    Texts lines;
    for (std::size_t begin = 0; begin <= typed.size();) {
        const auto end = std::min(typed.find('\n', begin), typed.size());
        auto line = typed.substr(begin, end - begin);
        std::erase(line, '\r');
        if (!line.empty()) lines.push_back(std::move(line));
        begin = end + 1;
    }
    return lines;
}

// Empty values of a form are as good as none.
Texts sent(const Form& form, const std::string& name)
{
    auto texts = form.all(name);
    for (auto& text : texts) std::erase(text, '\r');
    std::erase(texts, std::string());
    return texts;
}

// An unticked box sends nothing: what was shown with the form is changed by it.
bool is_silent_when_empty(SlotType type)
{
    return type == SlotType::yes || type == SlotType::checks || type == SlotType::list;
}

html::Fields::Kind kind_of(SlotType type)
{
    using Kind = html::Fields::Kind;
    switch (type) {
    case SlotType::lines:
    case SlotType::places: return Kind::lines;
    case SlotType::yes: return Kind::tick;
    case SlotType::choice: return Kind::select;
    case SlotType::checks:
    case SlotType::list: return Kind::checks;
    case SlotType::date:
    case SlotType::from_day:
    case SlotType::until_day: return Kind::date;
    default: return Kind::line;
    }
}

} // namespace

std::string number_typed(const json& value)
{
    return value.is_number_integer() ? std::to_string(value.get<std::int64_t>()) : text_in(value);
}

json number_json(const std::string& typed)
{
    if (typed.empty()) return nullptr;
    const Form form({{"n", typed}});
    const auto number = form.integer("n");
    return number ? json(*number) : json(typed);
}

std::string yuan_typed(const json& value)
{
    if (!value.is_number_integer()) return text_in(value);
    const auto fen = value.get<std::int64_t>();
    auto text = to_yuan(Money{fen < 0 ? -fen : fen});
    if (text.ends_with(".00")) text.resize(text.size() - 3);
    return fen < 0 ? "-" + text : text;
}

json yuan_json(const std::string& typed)
{
    if (typed.empty()) return nullptr;
    const bool below = typed.starts_with('-');
    const auto amount = parse_yuan(std::string_view(typed).substr(below ? 1 : 0));
    if (!amount) return typed;
    return below ? -amount->fen : amount->fen;
}

Texts in_order(const Texts& before, const Texts& typed)
{
    Texts ordered;
    for (const auto& code : before)
        if (std::ranges::find(typed, code) != typed.end()) ordered.push_back(code);
    for (const auto& code : typed)
        if (std::ranges::find(ordered, code) == ordered.end()) ordered.push_back(code);
    return ordered;
}

html::Typed typed_of(const json& document, const std::vector<Slot>& slots, const Divisions& divisions)
{
    html::Typed typed;
    for (const auto& slot : slots) {
        typed[slot.name] = typed_value(document, slot, divisions);
        if (slot.type == SlotType::list)
            typed[own_of(slot)] = {joined(of_list(slot, value_of(document, slot), false), "\n")};
    }
    return typed;
}

void put(const Form& form, const std::vector<Slot>& slots, const Divisions& divisions, json& document)
{
    for (const auto& slot : slots) {
        if (!form.has(slot.name) && !is_silent_when_empty(slot.type)) continue;
        const auto before = value_of(document, slot);
        auto typed = sent(form, slot.name);
        auto shown = typed_value(document, slot, divisions);
        if (slot.type == SlotType::list) {
            for (auto& own : lines_in(form.text(own_of(slot)))) typed.push_back(std::move(own));
            for (auto& own : of_list(slot, before, false)) shown.push_back(std::move(own));
        }
        for (auto& text : shown) text = folded(text); // as a form gives it
        if (typed != shown) document[pointer_of(slot)] = json_value(slot, typed, before, divisions);
    }
}

void ask(html::Fields& fields, const std::vector<Slot>& slots)
{
    for (const auto& slot : slots) {
        fields.add({slot.name, slot.label, kind_of(slot.type), slot.options, slot.unit});
        if (slot.type == SlotType::list)
            fields.add({own_of(slot), fields.say("editor.own"), html::Fields::Kind::lines, {}, {}});
    }
}

} // namespace server::editor
