#include "tests/support/schema_check.hpp"
#include "models/identity.hpp"
#include "models/time.hpp"
#include <algorithm>
#include <functional>
#include <map>
#include <regex>
#include <stdexcept>

namespace support {

using nlohmann::json;

namespace {

class Check {
public:
    explicit Check(const json& root) : root_(root) {}

    void walk(const json& schema, const json& value, const std::string& at)
    {
        using Word =
            void (Check::*)(const json& schema, const json& told, const json& value, const std::string& at);
        static const std::map<std::string, Word> kWords{
            {"$ref", &Check::reference},     {"type", &Check::type},
            {"enum", &Check::one_of},        {"const", &Check::constant},
            {"anyOf", &Check::any_of},       {"properties", &Check::properties},
            {"required", &Check::required},  {"additionalProperties", &Check::additional},
            {"items", &Check::items},        {"minItems", &Check::size},
            {"maxItems", &Check::size},      {"minProperties", &Check::size},
            {"maxProperties", &Check::size}, {"minimum", &Check::range},
            {"maximum", &Check::range},      {"minLength", &Check::length},
            {"maxLength", &Check::length},   {"pattern", &Check::pattern},
            {"format", &Check::format}};
        for (const auto& [word, told] : schema.items()) {
            if (word == "description" || word == "title" || word == "default") continue;
            const auto check = kWords.find(word);
            if (check == kWords.end()) throw std::logic_error("a schema says " + word);
            (this->*check->second)(schema, told, value, at);
        }
    }

    std::vector<std::string> faults;

private:
    void fault(const std::string& at, const std::string& what) { faults.push_back(at + ": " + what); }

    void reference(const json&, const json& told, const json& value, const std::string& at)
    {
        const auto name = told.get<std::string>();
        walk(root_.at(json::json_pointer(name.substr(1))), value, at);
    }

    static bool is(const std::string& type, const json& value)
    {
        if (type == "integer") return value.is_number_integer();
        if (type == "number") return value.is_number();
        if (type == "string") return value.is_string();
        if (type == "boolean") return value.is_boolean();
        if (type == "null") return value.is_null();
        return type == "array" ? value.is_array() : value.is_object();
    }

    void type(const json&, const json& told, const json& value, const std::string& at)
    {
        const auto types = told.is_array() ? told : json::array({told});
        if (std::ranges::none_of(types, [&](const json& one) { return is(one.get<std::string>(), value); }))
            fault(at, "is not " + told.dump());
    }

    void one_of(const json&, const json& told, const json& value, const std::string& at)
    {
        if (std::ranges::find(told, value) == told.end()) fault(at, value.dump() + " is none of the choices");
    }

    void constant(const json&, const json& told, const json& value, const std::string& at)
    {
        if (told != value) fault(at, "is not " + told.dump());
    }

    void any_of(const json&, const json& told, const json& value, const std::string& at)
    {
        std::vector<std::string> why;
        for (const auto& schema : told) {
            Check check(root_);
            check.walk(schema, value, at);
            if (check.faults.empty()) return;
            why.push_back(check.faults.front());
        }
        fault(at, "suits none: " + json(why).dump());
    }

    void properties(const json&, const json& told, const json& value, const std::string& at)
    {
        if (!value.is_object()) return;
        for (const auto& [name, schema] : told.items())
            if (value.contains(name)) walk(schema, value[name], at + "/" + name);
    }

    void required(const json&, const json& told, const json& value, const std::string& at)
    {
        for (const auto& name : told)
            if (value.is_object() && !value.contains(name.get<std::string>()))
                fault(at, "lacks " + name.dump());
    }

    void additional(const json& schema, const json& told, const json& value, const std::string& at)
    {
        if (told != json(false)) throw std::logic_error("additionalProperties is false or nothing");
        if (!value.is_object()) return;
        for (const auto& [name, unused] : value.items())
            if (!schema.value("properties", json::object()).contains(name)) fault(at, "has also " + name);
    }

    void items(const json&, const json& told, const json& value, const std::string& at)
    {
        if (!value.is_array()) return;
        std::size_t i = 0;
        for (const auto& element : value) walk(told, element, at + "/" + std::to_string(i++));
    }

    void size(const json& schema, const json&, const json& value, const std::string& at)
    {
        const std::string of = value.is_array() ? "Items" : "Properties";
        if (!value.is_structured()) return;
        if (value.size() < schema.value("min" + of, std::size_t{0})) fault(at, "has too few");
        if (value.size() > schema.value("max" + of, SIZE_MAX)) fault(at, "has too many");
    }

    void range(const json& schema, const json&, const json& value, const std::string& at)
    {
        if (!value.is_number()) return;
        if (schema.contains("minimum") && value < schema["minimum"]) fault(at, "is too small");
        if (schema.contains("maximum") && value > schema["maximum"]) fault(at, "is too large");
    }

    void length(const json& schema, const json&, const json& value, const std::string& at)
    {
        if (!value.is_string()) return;
        const auto characters = models::count_characters(value.get_ref<const std::string&>());
        if (characters < schema.value("minLength", std::size_t{0})) fault(at, "is too short");
        if (characters > schema.value("maxLength", SIZE_MAX)) fault(at, "is too long");
    }

    void pattern(const json&, const json& told, const json& value, const std::string& at)
    {
        if (value.is_string() &&
            !std::regex_search(value.get<std::string>(), std::regex(told.get<std::string>())))
            fault(at, value.dump() + " is not like " + told.dump());
    }

    void format(const json&, const json& told, const json& value, const std::string& at)
    {
        if (!value.is_string()) return;
        const auto& text = value.get_ref<const std::string&>();
        const bool well = told == "date"        ? models::parse_date(text).has_value()
                          : told == "date-time" ? models::parse_time(text).has_value()
                                                : text.size() == 36; // uuid
        if (!well) fault(at, value.dump() + " is no " + told.get<std::string>());
    }

    const json& root_;
};

} // namespace

std::vector<std::string> schema_faults(const json& schema, const json& value, const json& root)
{
    Check check(root);
    check.walk(schema, value, "");
    return std::move(check.faults);
}

} // namespace support
