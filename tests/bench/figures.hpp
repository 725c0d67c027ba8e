#pragma once
#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

// Measuring several things side by side: in rounds, each thing once a round, so that what the machine does
// beside them meets all alike. Ratios are taken within a round.
namespace bench {

using Clock = std::chrono::steady_clock;
double microseconds_since(Clock::time_point);
double seconds_of(const std::function<void()>& work);

struct Spread {
    double median{}, least{}, most{};
};
Spread spread_of(std::vector<double> values); // of nothing: zeros

// Of what one contender did in one round. Times in microseconds.
struct Sample {
    double per_second{}; // things done
    double p50{}, p99{}; // how long one took
};
Sample sample_of(std::vector<double> microseconds, double seconds);

struct Contender {
    std::string name;
    std::function<Sample()> round;
};

struct Measured {
    std::string name;
    std::vector<Sample> rounds;
    Spread spread(double Sample::*) const;
};

// One round of warm-up that does not count (none where `rounds` is 1), then so many; whoever began a round
// comes last in the next.
std::vector<Measured> in_rounds(const std::vector<Contender>&, int rounds);

void stop_rounds(); // nothing new begins; may be called by a signal handler
bool is_stopped();
void go_on_unless_stopped(); // std::runtime_error

// a ÷ b round by round.
Spread ratio(const Measured& a, const Measured& b, double Sample::*);

double percentile(std::vector<double>& values, double share); // sorts them

// "1,234", "12.3", "0.41": three digits where that is sense.
std::string shown(double value);
std::string shown_times(double ratio);       // "12.3 ×"
std::string shown(const Spread&);            // "1,234 [1,100–1,300]"
std::string shown_times(const Spread&);      // "2.1 × [1.9–2.4]"
std::string shown_time(double microseconds); // "12.3 µs", "4.1 ms", "2.0 s"

} // namespace bench
