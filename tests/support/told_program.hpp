#pragma once
#include <nlohmann/json.hpp>

namespace support {

// An open program that gives everybody in the province with such a need the same, without limits.
inline nlohmann::json program_for_all(const std::string& code, const std::string& need, std::int64_t fen)
{
    using nlohmann::json;
    return {{"code", code},
            {"name", "补助"},
            {"state", "open"},
            {"purposes", json::array({{{"need", need}, {"main", true}}})},
            {"applicant", "household"},
            {"rule", {{"all", json::array()}}},
            {"served", {{"of", "residence"}, {"areas", json::array({"52"})}}},
            {"capacity",
             {{"places", nullptr},
              {"budget_fen", nullptr},
              {"keeps_waitlist", false},
              {"quotas", json::array()}}},
            {"award", {{"cases", json::array({{{"when", nullptr}, {"fixed_fen", fen}}})}}}};
}

} // namespace support
