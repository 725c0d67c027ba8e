#include "server/formats/reader.hpp"
#include "models/identity.hpp"
#include <algorithm>

namespace server {

using nlohmann::json;
using namespace models;

static const json& empty_object()
{
    static const json kEmpty = json::object();
    return kEmpty;
}

// What a sentence quotes of a name that may be as long as a body.
static std::string shortened(const std::string& name)
{
    constexpr std::size_t kMostQuoted = 60; // bytes
    auto end = std::min(name.size(), kMostQuoted);
    while (end < name.size() && end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
    return end < name.size() ? name.substr(0, end) + "…" : name;
}

std::string pointer_below(const std::string& at, std::string_view name)
{
    std::string pointer;
    pointer.reserve(at.size() + name.size() + 1);
    pointer.append(at).append("/");
    for (const char c : name) {
        if (c == '~')
            pointer += "~0";
        else if (c == '/')
            pointer += "~1";
        else
            pointer += c;
    }
    return pointer;
}

std::optional<std::int64_t> whole_number_in(const json& value)
{
    if (!value.is_number_integer()) return {};
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) return {};
    return value.get<std::int64_t>();
}

ObjectReader::ObjectReader(const json& value, std::string at, std::vector<Fault>& faults)
    : value_(value.is_object() ? value : empty_object()), at_(std::move(at)), faults_(faults)
{
    if (!value.is_object()) faults_.push_back({"error.json.object", at_, {}});
}

ObjectReader::~ObjectReader()
{
    for (const auto& [name, member] : value_.get_ref<const json::object_t&>())
        if (std::ranges::find(asked_, &member) == asked_.end())
            faults_.push_back({"error.json.unknown_member", pointer(name), {{"name", shortened(name)}}});
}

void ObjectReader::fault(std::string key, std::string_view name, std::map<std::string, std::string> values)
{
    faults_.push_back({std::move(key), pointer(name), std::move(values)});
}

const json* ObjectReader::member(const char* name)
{
    const auto at = value_.find(name);
    if (at == value_.end()) return nullptr;
    asked_.push_back(&*at);
    return at->is_null() ? nullptr : &*at;
}

std::string ObjectReader::text(const char* name, std::size_t most)
{
    const auto* value = member(name);
    if (!value) return {};
    if (!value->is_string()) return fault("error.json.text", name), "";
    auto text = folded(value->get_ref<const std::string&>());
    if (!is_utf8(text)) return fault("error.json.characters", name), "";
    if (count_characters(text) > most)
        return fault("error.json.too_long", name, {{"most", std::to_string(most)}}), "";
    return text;
}

std::string ObjectReader::required_text(const char* name, std::size_t most)
{
    const auto before = faults_.size();
    auto value = text(name, most);
    if (value.empty() && faults_.size() == before) fault("error.json.required", name);
    return value;
}

std::optional<std::int64_t> ObjectReader::number(const char* name, std::int64_t low, std::int64_t high)
{
    const auto* value = member(name);
    if (!value) return {};
    const auto number = whole_number_in(*value);
    if (!number) return fault("error.json.number", name), std::nullopt;
    if (*number >= low && *number <= high) return number;
    fault("error.json.range", name, {{"low", std::to_string(low)}, {"high", std::to_string(high)}});
    return {};
}

std::optional<Money> ObjectReader::optional_fen(const char* name)
{
    const auto amount = number(name, 0, kMostFen);
    if (!amount) return {};
    return Money{*amount};
}

Money ObjectReader::fen(const char* name, std::int64_t fallback)
{
    return optional_fen(name).value_or(Money{fallback});
}

std::optional<Area> ObjectReader::area(const char* name)
{
    const auto typed = text(name);
    if (typed.empty()) return {};
    const auto area = parse_area(typed);
    if (!area) fault("error.area.code", name);
    return area;
}

std::optional<bool> ObjectReader::yes_no(const char* name)
{
    const auto* value = member(name);
    if (!value) return {};
    if (!value->is_boolean()) return fault("error.json.yes_no", name), std::nullopt;
    return value->get<bool>();
}

std::optional<Date> ObjectReader::date(const char* name)
{
    const auto typed = text(name);
    if (typed.empty()) return {};
    const auto date = parse_date(typed);
    if (!date) fault("error.json.date", name);
    return date;
}

std::optional<Time> ObjectReader::time(const char* name)
{
    const auto typed = text(name);
    if (typed.empty()) return {};
    const auto time = parse_time(typed);
    if (!time) fault("error.json.time", name);
    return time;
}

std::vector<std::string> ObjectReader::texts(const char* name, std::size_t most)
{
    std::vector<std::string> texts;
    each(name, most, [&](const json& value, const std::string& at) {
        auto typed = value.is_string() ? folded(value.get_ref<const std::string&>()) : std::string();
        if (typed.empty() || !is_utf8(typed)) return faults_.push_back({"error.json.text", at, {}});
        if (count_characters(typed) > 200)
            return faults_.push_back({"error.json.too_long", at, {{"most", "200"}}});
        texts.push_back(std::move(typed));
    });
    return texts;
}

void ObjectReader::each(const char* name, std::size_t most,
                        const std::function<void(const json&, const std::string&)>& read)
{
    const auto* value = member(name);
    if (!value) return;
    if (!value->is_array()) return fault("error.json.array", name);
    if (value->size() > most) return fault("error.json.too_many", name, {{"most", std::to_string(most)}});
    std::size_t i = 0;
    for (const auto& element : *value) read(element, pointer(name) + "/" + std::to_string(i++));
}

} // namespace server
