#pragma once
#include "tests/bench/peers/answers.hpp"
#include "tests/bench/peers/tables.hpp"
#include "tests/bench/wishes.hpp"
#include <functional>
#include <memory>

namespace bench {

// Somebody else who finds the best 20 programs of each need, over the needs of every step-th family.
struct Peer {
    std::string name;
    std::size_t step = 1;
    std::size_t threads = 1;        // that it may use
    std::function<double()> go;     // seconds of one run
    std::function<Answers()> found; // by the last run
    double target = 0;              // how many times faster ours should be; 0: none was set
};

// Those that can be had here, filled and ready, with what keeps them alive; and why others cannot.
class Peers {
public:
    Peers(const Province&, const Wishes&);
    ~Peers();
    Peers(const Peers&) = delete;
    const std::vector<Peer>& all() const { return all_; }
    const std::vector<std::string>& left_out() const { return left_out_; }

private:
    struct Kept;
    void add_loop();
    void add_duckdb(Form, std::size_t most);
    void add_postgresql(Form, std::size_t most);
    void add_json_rules(std::size_t most);
    std::size_t step_for(std::size_t most) const;
    std::filesystem::path folder_for(Form, std::size_t step);
    bool has_node();

    const Province& province_;
    std::unique_ptr<Kept> kept_;
    std::vector<Peer> all_;
    std::vector<std::string> left_out_;
};

} // namespace bench
