# The names that one may be used to; all work is Nx's. Variables are taken from the command line or the environment:
#   PACKER_OS                 linux, windows or macos
#   AMI_ARCH                  x86_64 or arm64
#   AMI_INSTANCE_TYPE         of the instance that the image is made of
#   AMI_PREFIX                beginning of the image's name
#   AMI_SOURCE_CIDRS          address ranges that reach that instance; else this machine's public address
#   AMI_SSH_INTERFACE         session_manager: no open port; with AMI_INSTANCE_PROFILE
#   AWS_REGION                where the image is made
#   SOURCE_AMI                image to start from
#   ROOT_VOLUME_SIZE          GiB (Linux); else 16, or what SOURCE_AMI has if that is more
#   AGENT_VERSION, TOOLBOX_VERSION
#   UBUNTU_VERSION            focal, jammy or noble
#   APT_HOLD_PATTERNS, ANSIBLE_VERBOSITY, INSTALL_ERLANG, SYSTEMD_RESTART_SECONDS (Linux), MACOS_VERSION
#   ARGS                      passed on, e.g. ARGS=--dry-run
# An empty or absent one has its default; what should last is written in images/packer/<os>/versions.json.

PACKER_OS ?= linux
OSES := linux windows macos
NX := npx nx run

ifeq ($(filter $(PACKER_OS),$(OSES)),)
$(error PACKER_OS: '$(PACKER_OS)' is not one of $(OSES))
endif

STEPS := init fmt validate build
.PHONY: help ansible.lint images.verify $(STEPS:%=packer.%) $(foreach step,$(STEPS),$(OSES:%=packer.$(step).%))

help:
	@echo 'make packer.{init,fmt,validate,build}[.{linux,windows,macos}], ansible.lint, images.verify'
	@echo 'Variables: see the head of the Makefile'

$(STEPS:%=packer.%): packer.%: packer.%.$(PACKER_OS)

$(OSES:%=packer.init.%): packer.init.%:
	$(NX) image-$*:init $(ARGS)

$(OSES:%=packer.fmt.%): packer.fmt.%:
	$(NX) image-$*:fmt $(ARGS)

$(OSES:%=packer.validate.%): packer.validate.%:
	$(NX) image-$*:validate $(ARGS)

$(OSES:%=packer.build.%): packer.build.%:
	$(NX) images:build-$* $(ARGS)

ansible.lint:
	$(NX) image-linux:lint $(ARGS)

images.verify:
	$(NX) images:verify $(ARGS)
