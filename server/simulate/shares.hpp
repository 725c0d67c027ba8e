#pragma once
#include "server/simulate/chance.hpp"
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace server::simulate {

// The numbers of config/simulate/families.json, by their dotted path ("age.child", "known.hukou_area"):
//   630                                   a share in thousandths
//   [300, 990]                            from … to, each as likely
//   [["limb", 291], ["hearing", 242]]     words with their weights
//   [[[0, 5], 25], [[6, 11], 30]]         ranges with their weights
// A path that is not there, or of another form, is a std::logic_error: the table is compiled in.
class Shares {
public:
    explicit Shares(const nlohmann::json&);
    bool has(const std::string& path) const { return rows_.contains(path); }
    std::int64_t permille(const std::string& path) const;
    bool happens(Chance&, const std::string& path) const;
    std::int64_t number(Chance&, const std::string& path) const;
    const std::string& word(Chance&, const std::string& path) const;

    // The weights of the words of a path, for whoever compares what came out with what was asked.
    std::vector<std::pair<std::string, std::int64_t>> weights(const std::string& path) const;

private:
    struct Choice {
        std::string word;
        std::int64_t low{}, high{}; // of a range
        std::int64_t upto{};        // weights of this one and those before it
    };
    using Row = std::vector<Choice>;
    void take(const std::string& path, const nlohmann::json&);
    const Row& row(const std::string& path) const;
    const Choice& choose(Chance&, const std::string& path) const;

    std::unordered_map<std::string, Row> rows_;
};

} // namespace server::simulate
