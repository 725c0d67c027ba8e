#pragma once
#include "models/facts.hpp"
#include "models/result.hpp"
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace server {

// One value of a fact as docs/formats.md writes it; nothing, with a fault, when it does not suit the fact.
std::optional<models::FactValue> read_fact_value(const models::FactRow&, const nlohmann::json&,
                                                 const std::string& at, std::vector<models::Fault>& faults);
nlohmann::json write_fact_value(const models::FactRow&, const models::FactValue&);

// "income_year_fen" for a fact in fen, "relocated" for others.
std::string member_name(const models::FactRow&);

// Since when a fact holds unless it says otherwise, when and by whom it was told.
struct Told {
    models::Date from{};
    models::Time at{};
    std::string by; // "family", "village", "import", …
};

// The map `facts` of a household, member or need.
models::FactRecords read_facts(const nlohmann::json&, models::FactLevel, const std::string& at, const Told&,
                               std::vector<models::Fault>& faults);
nlohmann::json write_facts(const models::FactRecords&); // the newest record of each fact

// The stored form: every record with its dates and source.
nlohmann::json write_records(const models::FactRecords&);
models::FactRecords read_records(const nlohmann::json&);

} // namespace server
