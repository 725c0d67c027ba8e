#pragma once
#include "tests/bench/figures.hpp"
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

// What is printed and written.
namespace bench {

using Row = std::vector<std::string>;

struct Section {
    std::string name;               // its key in the JSON
    std::string title;              // "Matching one family · 匹配一户"
    std::vector<std::string> notes; // what was done, how to read it
    std::vector<Row> rows;          // the first: heads of the columns
    std::shared_ptr<nlohmann::json> figures;
    std::vector<std::string> faults; // answers that should be equal and are not, requests that were refused
};

Section section(std::string name, std::string title);
void print(const Section&);

// A line for each contender, `what` it does a second, beside the first; so in the figures' "rows".
void show_beside(Section&, const std::string& what, const std::vector<Measured>&);

nlohmann::json json_of(const Spread&);
nlohmann::json json_of(const Measured&);

} // namespace bench
