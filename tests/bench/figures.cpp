#include "tests/bench/figures.hpp"
#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <stdexcept>

namespace bench {

double microseconds_since(Clock::time_point began)
{
    return std::chrono::duration<double, std::micro>(Clock::now() - began).count();
}

double seconds_of(const std::function<void()>& work)
{
    const auto began = Clock::now();
    work();
    return microseconds_since(began) / 1e6;
}

static volatile std::sig_atomic_t stopped = 0;

void stop_rounds() { stopped = 1; }

bool is_stopped() { return stopped != 0; }

void go_on_unless_stopped()
{
    if (is_stopped()) throw std::runtime_error("it was interrupted.");
}

static Sample one_round(const Contender& contender)
{
    go_on_unless_stopped();
    return contender.round();
}

double percentile(std::vector<double>& values, double share)
{
    if (values.empty()) return 0;
    std::ranges::sort(values);
    const auto last = static_cast<double>(values.size() - 1);
    return values[static_cast<std::size_t>(std::ceil(share * last))];
}

Spread spread_of(std::vector<double> values)
{
    if (values.empty()) return {};
    const auto [least, most] = std::ranges::minmax(values);
    return {percentile(values, 0.5), least, most};
}

Sample sample_of(std::vector<double> microseconds, double seconds)
{
    Sample sample;
    sample.per_second = seconds > 0 ? static_cast<double>(microseconds.size()) / seconds : 0;
    sample.p50 = percentile(microseconds, 0.5);
    sample.p99 = percentile(microseconds, 0.99);
    return sample;
}

Spread Measured::spread(double Sample::* figure) const
{
    std::vector<double> values;
    for (const auto& sample : rounds) values.push_back(sample.*figure);
    return spread_of(std::move(values));
}

std::vector<Measured> in_rounds(const std::vector<Contender>& contenders, int rounds)
{
    std::vector<Measured> all;
    for (const auto& contender : contenders) {
        all.push_back({contender.name, {}});
        if (rounds > 1) one_round(contender);
    }
    const auto count = contenders.size();
    for (int round = 0; round < rounds; ++round)
        for (std::size_t i = 0; i < count; ++i) {
            const auto at = (i + static_cast<std::size_t>(round)) % count;
            all[at].rounds.push_back(one_round(contenders[at]));
        }
    return all;
}

Spread ratio(const Measured& a, const Measured& b, double Sample::* figure)
{
    std::vector<double> values;
    for (std::size_t i = 0; i < std::min(a.rounds.size(), b.rounds.size()); ++i)
        if (b.rounds[i].*figure > 0) values.push_back(a.rounds[i].*figure / (b.rounds[i].*figure));
    return spread_of(std::move(values));
}

std::string shown(double value)
{
    char text[64];
    if (value < 10) return std::snprintf(text, sizeof text, "%.2f", value), text;
    if (value < 100) return std::snprintf(text, sizeof text, "%.1f", value), text;
    auto digits = std::to_string(std::llround(value));
    for (auto at = std::ssize(digits) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string shown_times(double ratio) { return shown(ratio) + " ×"; }

static std::string between(const Spread& spread)
{
    if (spread.least == spread.most) return ""; // one round
    return " [" + shown(spread.least) + "–" + shown(spread.most) + "]";
}

std::string shown(const Spread& spread) { return shown(spread.median) + between(spread); }

std::string shown_times(const Spread& spread) { return shown_times(spread.median) + between(spread); }

std::string shown_time(double microseconds)
{
    constexpr double kThousand = 1'000, kMillion = 1'000'000;
    if (microseconds < kThousand) return shown(microseconds) + " µs";
    if (microseconds < kMillion) return shown(microseconds / kThousand) + " ms";
    return shown(microseconds / kMillion) + " s";
}

} // namespace bench
