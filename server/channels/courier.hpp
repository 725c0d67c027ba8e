#pragma once
#include "models/channel.hpp"
#include "models/store/seal.hpp"
#include "server/http/beside.hpp"
#include "server/http/library.hpp"
#include "server/sending/sender.hpp"
#include <memory>

namespace server::channels {

struct CourierManner {
    models::Pauses pauses = models::kPauses;
    std::chrono::milliseconds claim{60'000}; // longer than any try takes: then another process may have it
    std::size_t together = 64;               // under way at once
    std::size_t of_one_channel = 8;          // a receiver that hangs keeps no other waiting
    std::chrono::milliseconds whole{15'000}; // one try
};

// Carries what waits in the outbox: a thread with a reading connection of its own looks for it, four times a
// second and after every commit of this process, claims it in the write lane, sends many at once, and keeps
// what came of them. Several processes may do so: each message is claimed by one. A process that was killed
// leaves claims that run out: then a message may come twice, under the same number.
class Courier final : public Beside {
public:
    Courier(std::shared_ptr<const Library>, std::string database, std::shared_ptr<const store::Vault>,
            const CourierManner& = {});
    ~Courier() override; // end()
    void begin(Change, std::function<models::Time()> now) override;
    void end() override; // gives what is under way two seconds; what is left is sent again later
    void wake();         // something may have been queued

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace server::channels
