#pragma once
#include "models/area.hpp"
#include "models/result.hpp"
#include "server/http/call.hpp"
#include <optional>
#include <string>

namespace server {

// Reads what a list is asked to filter by. What is none of the possible values is a fault at its name
// (error.filter.value), an empty one is absent.
class FilterReader {
public:
    FilterReader(const Form& query, const Library& library) : query_(query), library_(library) {}

    template <class Parse> auto value(const char* name, Parse parse) -> decltype(parse(std::string()))
    {
        const auto text = query_.text(name);
        if (text.empty()) return {};
        auto read = parse(text);
        if (!read) refuse(name, text);
        return read;
    }
    std::optional<models::Area> area(const char* name); // as it is called today
    std::string need(const char* name);                 // "": absent
    std::string words(const char* name);                // at most 100 characters, else error.filter.too_long

    std::vector<models::Fault> faults;

private:
    void refuse(const char* name, const std::string& text);
    const Form& query_;
    const Library& library_;
};

} // namespace server
