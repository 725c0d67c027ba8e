#pragma once
#include "models/account.hpp"
#include "models/time.hpp"
#include "server/app.hpp"
#include "server/demo/load.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/whole/running.hpp"
#include <memory>
#include <optional>
#include <string>
#include <vector>

// The demo's data in folders of their own on a disk, and the program serving them.
namespace bench {

// A village officer who refers families by token.
struct Reporter {
    models::Actor actor;
    std::string token;
};

// The demo's data with accounts to measure by, in one database.
struct Site {
    std::filesystem::path folder; // its parasol.db and key
    std::string url;              // of the database
    server::demo::DemoLinks links;
    std::vector<Reporter> reporters; // one village each, of as many counties
    std::string officer_session;     // the county officer of the grandmother: by cookie
    std::string officer_token;       // and by token
};

class DemoData {
public:
    explicit DemoData(int reporters);
    const server::Library& library() const { return *library_; }
    std::shared_ptr<const server::Library> shared_library() const { return library_; }
    models::Time now() const { return now_; }
    const std::filesystem::path& folder() const { return folder_.path(); }

    // Loads the demo into a new SQLite file below folder(), or into the database of that url.
    Site make_site(const std::string& name, const std::string& url = {}) const;
    Site copy_site(const Site& from, const std::string& name) const; // SQLite, nobody has it open

private:
    support::TempFolder folder_{"/var/tmp"}; // a disk: never memory
    models::Time now_ = server::system_now();
    std::shared_ptr<const server::Library> library_;
    int reporters_;
};

// build/release/parasol demo, or serve where the data is not on SQLite.
class Serving {
public:
    explicit Serving(const Site&);
    ~Serving();
    Serving(const Serving&) = delete;
    std::uint16_t port() const { return port_; }
    std::size_t resident_bytes() const; // VmRSS now
    double processor_seconds() const;   // used so far
    void stop();                        // as Ctrl-C does; throws unless it ends well

private:
    std::uint16_t port_;
    support::Running process_;
};

std::size_t file_bytes(const Site&);       // SQLite: the database
std::int64_t count_referrals(const Site&); // all there are

} // namespace bench
