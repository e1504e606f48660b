# The make targets of the JavaScript stack. Each calls Nx. Variables on the command line or in the environment:
#   PACKER_OS                 linux, windows or macos
#   AMI_ARCH                  x86_64 or arm64
#   AMI_INSTANCE_TYPE         type of the instance that builds the image
#   AMI_PREFIX                prefix of the image's name
#   AMI_SOURCE_CIDRS          address ranges with access to that instance (default: this machine's public address)
#   AMI_SSH_INTERFACE         session_manager opens no port; needs AMI_INSTANCE_PROFILE
#   AWS_REGION                where to build the image
#   SOURCE_AMI                image to build on
#   ROOT_VOLUME_SIZE          GiB, for Linux (default: 16, or the size of SOURCE_AMI if that is larger)
#   AGENT_VERSION, TOOLBOX_VERSION
#   UBUNTU_VERSION            focal, jammy or noble
#   APT_HOLD_PATTERNS, ANSIBLE_VERBOSITY, INSTALL_ERLANG, SYSTEMD_RESTART_SECONDS (Linux), MACOS_VERSION
#   ARGS                      arguments for the Nx target, e.g. ARGS=--dry-run
# Empty variables count as not set. To change a version for good, edit images/packer/<os>/versions.json.

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
